import { readFileSync } from 'node:fs';
import { originsOf, type StackOrigins } from 'plan-review';
import { Failure, messageOf } from '../failure';
import { withoutKeys } from '../state/state-summary';

/** What init and the review need to know of a synthesized stack. */
export interface StackFile {
  /** `hashicorp/aws` (or with a host in front) to version constraint; '' is any version. */
  readonly providers: Readonly<Record<string, string>>;
  readonly backend: { readonly type: string; readonly config: Readonly<Record<string, unknown>> };
  /** OpenTofu's encryption of states and plans. @default - the stack asks for none */
  readonly encryption?: unknown;
  /** Addresses of the resources and modules, without keys, and those they were moved from. */
  readonly addresses: ReadonlySet<string>;
  /** Everything whose change makes init necessary. */
  readonly initInputs: unknown;
  /** Construct path by resource address. */
  readonly constructPaths: Readonly<Record<string, string>>;
  /** What the review takes from the metadata: source lines and acknowledgements too. */
  readonly origins: StackOrigins;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads a stack's `cdk.tf.json`. */
export function readStackFile(file: string): StackFile {
  let stack: Json;
  try {
    stack = JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new Failure(`synth: ${file} is not JSON: ${messageOf(error)}. Fix: synthesize again.`);
  }
  const terraform = object(stack['terraform']);
  const origins = originsOf(stack);
  // `cloud` stands beside `backend` in Terraform's language, but it is one.
  const backends = 'cloud' in terraform ? { cloud: terraform['cloud'] } : terraform['backend'];
  const [type = 'local', config = {}] = Object.entries(object(backends))[0] ?? [];
  return {
    providers: requiredProviders(terraform),
    backend: { type, config: object(config) },
    ...('encryption' in terraform ? { encryption: terraform['encryption'] } : {}),
    addresses: addressesOf(stack),
    initInputs: [terraform, stack['module'] ?? null],
    constructPaths: constructPaths(origins.origins),
    origins,
  };
}

function addressesOf(stack: Json): ReadonlySet<string> {
  const resources = Object.entries(object(stack['resource'])).flatMap(([type, byName]) =>
    Object.keys(object(byName)).map((name) => `${type}.${name}`),
  );
  const modules = Object.keys(object(stack['module'])).map((name) => `module.${name}`);
  const blocks = [stack['moved'], stack['removed']].flatMap((block) =>
    Array.isArray(block) ? (block as unknown[]) : [block],
  );
  const left = blocks.flatMap((block) => {
    const { from } = object(block);
    return typeof from === 'string' ? [from] : [];
  });
  return new Set([...resources, ...modules, ...left.map(withoutKeys)]);
}

function requiredProviders(terraform: Json): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [name, requirement] of Object.entries(object(terraform['required_providers']))) {
    const { source = name, version = '' } =
      typeof requirement === 'string' ? { version: requirement } : object(requirement);
    const address = String(source);
    result[address.includes('/') ? address : `hashicorp/${address}`] = String(version);
  }
  return result;
}

function constructPaths(origins: StackOrigins['origins']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(origins).map(([address, { path }]) => [address, path]));
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}
