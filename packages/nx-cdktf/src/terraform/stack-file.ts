import { readFileSync } from 'node:fs';
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
  const [type = 'local', config = {}] = Object.entries(object(terraform['backend']))[0] ?? [];
  return {
    providers: requiredProviders(terraform),
    backend: { type, config: object(config) },
    initInputs: [terraform, stack['module'] ?? null],
    constructPaths: constructPaths(object(stack['resource'])),
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

function constructPaths(resources: Json): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [type, byName] of Object.entries(resources)) {
    for (const [name, resource] of Object.entries(object(byName))) {
      // CDKTF writes where a resource comes from under the comment key of Terraform's JSON syntax.
      const path = object(object(object(resource)['//'])['metadata'])['path'];
      if (typeof path === 'string') {
        result[`${type}.${name}`] = path;
      }
    }
  }
  return result;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}
