import { type TerraformResource, Token } from 'cdktf';
import { piecesOf, TerraformText } from './terraform-text';

/** A text that AWS makes of the account, the region and the name of a resource, and the attribute that says it after the apply. */
export interface DeterminedText {
  /** With the resource's own attribute as name: whoever uses the text then comes after the resource and goes before it. */
  readonly text: string;
  readonly attribute: string;
}

/** What moves a resource to another place than the one that its text is made of. */
const PLACES = ['provider', 'region', 'path'];

/**
 * An ARN or a URL that a plan shows before the resource is there. Its attribute is known after the apply only, and with it
 * every policy and every container definition that names the resource.
 *
 * A resource that was given another provider or region than the stack's, or another path by an override, is where nobody
 * here knows: there the attribute stays.
 */
export function determined(
  resource: TerraformResource,
  { text, attribute }: DeterminedText,
): string {
  return Token.asString(
    new TerraformText((context) => piecesOf(isElsewhere(resource) ? attribute : text, context)),
  );
}

/** Asked at synth, because the ways to say so come after the constructor. */
export function isElsewhere(resource: TerraformResource): boolean {
  const { provider, regionInput } = resource as TerraformResource & {
    /** Since version 6 of the AWS provider. */
    readonly regionInput?: string;
  };
  const { rawOverrides } = resource as unknown as { readonly rawOverrides: object };
  return (
    provider !== undefined ||
    regionInput !== undefined ||
    PLACES.some((name) => name in rawOverrides)
  );
}
