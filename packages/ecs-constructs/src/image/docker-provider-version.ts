import { type TerraformResource, TerraformStack } from 'cdktf';
import { misuse } from '../support/validation';

/** A version as numbers. */
type Version = readonly [number, number, number];

/** The versions of the docker provider that a stack may get: from the first one, up to but not including the other. */
interface VersionRange {
  readonly text: string;
  readonly from: Version;
  readonly below: Version;
}

const NEVER: Version = [Infinity, 0, 0];

/** From here on, a Dockerfile is looked for in the context, and no longer from where Terraform runs. */
const DOCKERFILE_IN_CONTEXT: Version = [4, 0, 0];
/** From here on, `cache_from` reaches the builder. */
const CACHE_FROM: Version = [3, 7, 0];

/** How to have another version than the binding was made of. The binding fits all of 3.6.2 to 4.5.0. */
const HOW_TO_PIN =
  "addOverride('terraform.required_providers.docker.version', '3.9.0') on the stack";

/**
 * Where this version of the provider looks for a Dockerfile.
 *
 * @throws Error when the stack allows versions that differ in it
 */
export function dockerfileBase(resource: TerraformResource): 'context' | 'working-directory' {
  const { from, below, text } = versionsOf(resource);
  if (!isBefore(from, DOCKERFILE_IN_CONTEXT)) {
    return 'context';
  }
  if (!isBefore(DOCKERFILE_IN_CONTEXT, below)) {
    return 'working-directory';
  }
  throw misuse(resource, {
    what: 'version 4 of the docker provider looks for a Dockerfile elsewhere than version 3, so a stack must allow only one of them',
    got: text,
    fix: `Pin one version: ${HOW_TO_PIN}.`,
  });
}

/** Why `cacheFrom` would do nothing, or undefined. */
export function cacheFromProblem(resource: TerraformResource): string | undefined {
  const { from, text } = versionsOf(resource);
  if (!isBefore(from, CACHE_FROM)) {
    return undefined;
  }
  return (
    `cacheFrom is ignored by the docker provider before 3.7.0; got ${text}. ` +
    `Pin a later one, with the same binding: ${HOW_TO_PIN}.`
  );
}

/** An override on the stack wins over the version that the binding was made of. */
function versionsOf(resource: TerraformResource): VersionRange {
  const made = resource.terraformGeneratorMetadata;
  const overridden = requiredVersion(TerraformStack.of(resource));
  const text = overridden ?? made?.providerVersion ?? made?.providerVersionConstraint ?? '>= 3.6.2';
  return rangeOf(text);
}

/** What `addOverride` has put there; cdktf has no public way to read it. */
function requiredVersion(stack: TerraformStack): string | undefined {
  const { rawOverrides } = stack as unknown as {
    readonly rawOverrides?: {
      readonly terraform?: {
        readonly required_providers?: { readonly docker?: { readonly version?: unknown } };
      };
    };
  };
  const version = rawOverrides?.terraform?.required_providers?.docker?.version;
  return typeof version === 'string' ? version : undefined;
}

/** Reads a constraint such as `3.9.0`, `~> 3.9` or `>= 4.0, < 5.0`. */
export function rangeOf(text: string): VersionRange {
  let from: Version = [0, 0, 0];
  let below: Version = NEVER;
  for (const part of text.split(',')) {
    const [, operator = '', digits = ''] = /^\s*(=|>=|>|<=|<|~>|!=)?\s*v?([\d.]+)/.exec(part) ?? [];
    const numbers = digits.split('.').map(Number);
    const version = toVersion(numbers);
    const next: Version = [version[0], version[1], version[2] + 1];
    if (operator === '' || operator === '=') {
      [from, below] = [version, next];
    } else if (operator === '~>') {
      [from, below] = [version, pessimisticEnd(numbers)];
    } else if (operator.startsWith('>')) {
      from = version;
    } else if (operator === '<') {
      below = version;
    } else if (operator === '<=') {
      below = next;
    }
  }
  return { text, from, below };
}

/** `~> 3.9` ends before 4, `~> 3.9.1` before 3.10, `~> 3` nowhere. */
function pessimisticEnd(numbers: readonly number[]): Version {
  if (numbers.length < 2) {
    return NEVER;
  }
  const kept = numbers.slice(0, -1);
  return toVersion([...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1]);
}

function toVersion([major = 0, minor = 0, patch = 0]: readonly number[]): Version {
  return [major, minor, patch];
}

function isBefore(one: Version, other: Version): boolean {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
