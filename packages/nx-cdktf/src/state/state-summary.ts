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

/** One instance of a resource in a state, with what the provider knows of it. */
export interface StateValues {
  readonly address: string;
  readonly type: string;
  /** Its attributes as the provider names them. They may hold secrets: do not print them as a whole. */
  readonly values: Readonly<Record<string, unknown>>;
}

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
    /** Only to be destroyed still; what replaces it stands beside it. */
    readonly deposed?: string;
    readonly attributes?: Readonly<Record<string, unknown>> | null;
  }[];
}

/** Reads the text of a state file. Nothing, and a state without a lineage, are no state: Terraform starts a new one. */
export function readSummary(text: string): StateReading {
  if (text.trim() === '') {
    return { kind: 'none' };
  }
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
  if (typeof content === 'object' && content !== null && 'encrypted_data' in content) {
    return {
      kind: 'broken',
      problem: 'OpenTofu has encrypted it, and only a plain state can be read here',
    };
  }
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

/**
 * Reads what Terraform leaves when it could not save. A first apply gives its state a lineage only when that is saved: then
 * the lineage is empty here.
 */
export function readUnsaved(text: string): StateReading {
  const reading = readSummary(text);
  if (reading.kind !== 'broken') {
    return reading;
  }
  try {
    const content = JSON.parse(text) as StateJson | null;
    const isFirst = content?.lineage === '' && Array.isArray(content.resources);
    const named = readSummary(JSON.stringify({ ...content, lineage: 'none yet' }));
    return isFirst && named.kind === 'state'
      ? { kind: 'state', summary: { ...named.summary, lineage: '' } }
      : reading;
  } catch {
    return reading;
  }
}

/** The instances that a state manages, with their values; none for a text that `readSummary` takes for no state. */
export function readValues(text: string): readonly StateValues[] {
  if (readSummary(text).kind !== 'state') {
    return [];
  }
  const { resources = [] } = JSON.parse(text) as StateJson;
  return resources
    .filter(({ mode }) => mode !== 'data')
    .flatMap((resource) => {
      const instances = (resource.instances ?? []).filter(({ deposed }) => deposed === undefined);
      return instances.map((instance) => ({
        address: addressOf(resource, instance.index_key),
        type: resource.type ?? '',
        values: instance.attributes ?? {},
      }));
    });
}

/** An address without the keys of `count` and `for_each`. */
export function withoutKeys(address: string): string {
  return address.replaceAll(/\[("(?:[^"\\]|\\.)*"|[^\]]*)\]/g, '');
}

/** A state, or what was recorded of one, in a few words: `serial 7, 27 resources`. */
export function describeState(
  state: { readonly serial: number; readonly resources: number | readonly unknown[] } | undefined,
): string {
  if (state === undefined) {
    return 'unreadable';
  }
  const { serial, resources } = state;
  const count = typeof resources === 'number' ? resources : resources.length;
  return `serial ${serial}, ${count === 0 ? 'no' : count} ${count === 1 ? 'resource' : 'resources'}`;
}

function instancesOf(resource: ResourceJson): readonly StateResource[] {
  return (resource.instances ?? []).map(({ index_key: key, attributes }) => {
    const id = attributes?.['id'];
    return {
      address: addressOf(resource, key),
      type: resource.type ?? '',
      ...(typeof id === 'string' ? { id } : {}),
    };
  });
}

function addressOf(
  { module, type = '', name = '' }: ResourceJson,
  key: string | number | undefined,
): string {
  const address = `${module === undefined ? '' : `${module}.`}${type}.${name}`;
  return key === undefined ? address : `${address}[${JSON.stringify(key)}]`;
}
