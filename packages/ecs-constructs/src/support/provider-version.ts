import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { misuse } from './validation';

/** The version of the AWS provider that a feature came with. */
export interface ProviderFeature {
  readonly feature: string;
  /** Such as `6.4`. */
  readonly since: string;
}

/**
 * Refuses what the installed `@cdktf/provider-aws` was made before: Terraform would refuse the attribute, long after synth.
 * A later version that is pinned on the stack does not help, because the binding says what the provider is asked for.
 */
export function requireProvider(
  scope: IConstruct,
  resource: TerraformResource,
  { feature, since }: ProviderFeature,
): void {
  const version = providerVersionOf(resource);
  if (version === undefined || !isBefore(version, since)) {
    return;
  }
  throw misuse(scope, {
    what: `${feature} is there from AWS provider ${since} on`,
    got: `a binding of AWS provider ${version}, in ${TerraformStack.of(resource).node.id}`,
    fix: 'Install @cdktf/provider-aws 21.22.1 (AWS provider 6.25), or leave it out.',
  });
}

/** The version that the binding was made of; undefined for one that does not say it. */
export function providerVersionOf(resource: TerraformResource): string | undefined {
  return resource.terraformGeneratorMetadata?.providerVersion;
}

function isBefore(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number);
  return major === wantedMajor ? minor < wantedMinor : major < wantedMajor;
}
