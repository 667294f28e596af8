import { TerraformResource, type TerraformStack, Token } from 'cdktf';
import { AwsEnvironment } from './aws-environment';
import { isElsewhere } from './determined';
import { describeProblem, MAX_TAGS, oncePerStack, type Problem, tagProblem } from './validation';

type Tags = Readonly<Record<string, string>>;

/**
 * Looks at the tags of the whole stack, with the provider's `default_tags`, when it is synthesized. Only the first call of a
 * stack does anything. What only Terraform knows, and resources of another provider, are not looked at.
 */
export const requireStackTags = oncePerStack(problems);

function problems(stack: TerraformStack): string[] {
  const defaults = AwsEnvironment.of(stack).knownDefaultTags ?? {};
  const ofProvider = tagProblem(defaults) ?? sameForIam(defaults);
  if (ofProvider !== undefined) {
    return [`default_tags of the provider: ${describeProblem(ofProvider)}`];
  }
  const found = new Map<string, string[]>();
  stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .forEach((resource) => {
      const own = ownTags(resource);
      const isKnown = own !== undefined && !Token.isUnresolved(own);
      const problem = isKnown ? togetherProblem(resource, defaults, own) : undefined;
      if (problem !== undefined) {
        const text = `${resource.node.path}: ${describeProblem(problem)}`;
        found.set(problem.what, [...(found.get(problem.what) ?? []), text]);
      }
    });
  return [...found.values()].map(([first = '', ...others]) =>
    others.length === 0 ? first : `${first} ${others.length} more resources have the same problem.`,
  );
}

function ownTags(resource: TerraformResource): Tags | undefined {
  const { tagsInput } = resource as TerraformResource & { readonly tagsInput?: Tags | null };
  const isMap = typeof tagsInput === 'object' && !Array.isArray(tagsInput);
  return isMap && resource.terraformResourceType.startsWith('aws_') && !isElsewhere(resource)
    ? (tagsInput ?? undefined)
    : undefined;
}

function togetherProblem(
  { terraformResourceType: type }: TerraformResource,
  defaults: Tags,
  own: Tags,
): Problem | undefined {
  const all = { ...defaults, ...own };
  return tooManyTags(all, defaults) ?? (type.startsWith('aws_iam_') ? sameForIam(all) : undefined);
}

/** Counts tags together with those of the provider. */
export function tooManyTags(all: Tags, defaults: Tags): Problem | undefined {
  const count = Object.keys(all).length;
  return count <= MAX_TAGS
    ? undefined
    : {
        what: `a resource may have ${MAX_TAGS} tags`,
        got: `${count}, with ${Object.keys(defaults).length} of default_tags of the provider`,
        fix: 'Leave some out.',
      };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
function sameForIam(tags: Tags): Problem | undefined {
  const keys = Object.keys(tags);
  const lower = keys.map((key) => key.toLowerCase());
  const twice = keys.find((_, index) => lower.indexOf(lower[index] ?? '') !== index);
  const first = keys[lower.indexOf(twice?.toLowerCase() ?? '')];
  return twice === undefined
    ? undefined
    : {
        what: 'IAM takes no two tags whose keys differ in capital letters only',
        got: `${first} and ${twice}`,
        fix: 'Take one of them out, or write both the same.',
      };
}
