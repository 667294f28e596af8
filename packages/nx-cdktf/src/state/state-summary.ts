import { messageOf } from '../failure';

/** What a state says, without the values in it, which may be secrets. */
export interface StateSummary {
  readonly lineage: string;
  readonly serial: number;
  /** What Terraform manages; data sources are left out. */
  readonly resources: readonly StateResource[];
}

/** One instance of a resource in a state. */
export interface StateResource {
  readonly address: string;
  readonly type: string;
  /** The attribute `id`, by which AWS knows most things. @default - it has none */
  readonly id?: string;
}

/** What was found where a state should be. */
export type StateReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'state'; readonly summary: StateSummary }
  | { readonly kind: 'broken'; readonly problem: string };

interface StateJson {
  readonly version?: unknown;
  readonly lineage?: unknown;
  readonly serial?: unknown;
  readonly resources?: readonly ResourceJson[];
}

interface ResourceJson {
  readonly mode?: string;
  readonly module?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances?: readonly {
    readonly index_key?: string | number;
    readonly attributes?: { readonly id?: unknown } | null;
  }[];
}

/** Reads the text of a state file. Nothing, and a state without a lineage, are no state: Terraform starts a new one. */
export function readSummary(text: string): StateReading {
  if (text.trim() === '') return { kind: 'none' };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return {
      kind: 'broken',
      problem: `${text.length} characters that are not JSON: ${messageOf(error)}`,
    };
  }
  const { version, lineage, serial, resources = [] } = (content ?? {}) as StateJson;
  if (typeof version !== 'number' || !Array.isArray(resources)) {
    return { kind: 'broken', problem: 'JSON without the version and the resources of a state' };
  }
  if (typeof lineage !== 'string' || lineage === '') {
    return resources.length === 0
      ? { kind: 'none' }
      : { kind: 'broken', problem: 'a state without a lineage' };
  }
  return {
    kind: 'state',
    summary: {
      lineage,
      serial: typeof serial === 'number' ? serial : 0,
      resources: (resources as readonly ResourceJson[])
        .filter(({ mode }) => mode !== 'data')
        .flatMap(instancesOf),
    },
  };
}

/** An address without the keys of `count` and `for_each`. */
export function withoutKeys(address: string): string {
  return address.replaceAll(/\[("(?:[^"\\]|\\.)*"|[^\]]*)\]/g, '');
}

/** A state, or what was recorded of one, in a few words: `serial 7, 27 resources`. */
export function describeState(
  state: { readonly serial: number; readonly resources: number | readonly unknown[] } | undefined,
): string {
  if (state === undefined) return 'unreadable';
  const { serial, resources } = state;
  const count = typeof resources === 'number' ? resources : resources.length;
  return `serial ${serial}, ${count === 0 ? 'no' : count} ${count === 1 ? 'resource' : 'resources'}`;
}

function instancesOf({
  module,
  type = '',
  name = '',
  instances = [],
}: ResourceJson): readonly StateResource[] {
  const address = `${module === undefined ? '' : `${module}.`}${type}.${name}`;
  return instances.map(({ index_key: key, attributes }) => {
    const id = attributes?.id;
    return {
      address: key === undefined ? address : `${address}[${JSON.stringify(key)}]`,
      type,
      ...(typeof id === 'string' ? { id } : {}),
    };
  });
}
