import { readFileSync } from 'node:fs';
import { originsOf, type StackOrigins } from 'plan-review';
import { Failure, messageOf } from '../failure';

/** What init and the review need to know of a synthesized stack. */
export interface StackFile {
  /** `hashicorp/aws` (or with a host in front) to version constraint; '' is any version. */
  readonly providers: Readonly<Record<string, string>>;
  readonly backend: { readonly type: string; readonly config: Readonly<Record<string, unknown>> };
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
  const [type = 'local', config = {}] = Object.entries(object(terraform['backend']))[0] ?? [];
  return {
    providers: requiredProviders(terraform),
    backend: { type, config: object(config) },
    initInputs: [terraform, stack['module'] ?? null],
    constructPaths: constructPaths(origins.origins),
    origins,
  };
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
