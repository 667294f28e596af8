/** Any JSON value. Tests read deep into it and state themselves what they expect to find. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- with unknown, every assertion would need a cast
export type JsonValue = any;

/** A resource or data source of a synthesized stack. */
export interface TemplateBlock {
  /** `aws_ecs_service.Service_1A2B3C4D`; data sources start with `data.`. */
  readonly address: string;
  readonly type: string;
  /** Path of the construct below the stack, `Service/Resource`; undefined where the JSON does not tell. */
  readonly path?: string;
  /** Attributes with the names that Terraform gives them. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

/** Construct paths below the stack, by Terraform address. */
export type Paths = ReadonlyMap<string, string>;

/** A part of Terraform JSON. */
export type Json = Readonly<Record<string, JsonValue>>;

/** The resources or, with the prefix `data.`, the data sources of a section of Terraform JSON. */
export function parseBlocks(section: Json | undefined, prefix: string, paths: Paths) {
  return Object.entries(section ?? {}).flatMap(([type, instances]) =>
    Object.entries(instances as Json).map(([name, attributes]): TemplateBlock => {
      const address = `${prefix}${type}.${name}`;
      return { address, type, path: paths.get(address), attributes };
    }),
  );
}

/** The construct paths that cdktf leaves in a `cdk.tf.json`; none in what `Testing.synth` returns. */
export function pathsInMetadata(content: Json): Paths {
  const stackName = content['//']?.metadata?.stackName as string | undefined;
  const paths = new Map<string, string>();
  for (const [section, prefix] of [
    ['resource', ''],
    ['data', 'data.'],
  ] as const) {
    for (const { address, attributes } of parseBlocks(content[section], prefix, new Map())) {
      const path = attributes['//']?.metadata?.path as string | undefined;
      if (path !== undefined) {
        paths.set(address, belowStack(path, stackName));
      }
    }
  }
  return paths;
}

/** A stack need not be at the root of the tree. */
function belowStack(path: string, stackName: string | undefined): string {
  const segments = path.split('/');
  const stack = stackName === undefined ? 0 : Math.max(0, segments.indexOf(stackName));
  return segments.slice(stack + 1).join('/');
}

/** The only one of some blocks; an error that names what there is instead. */
export function single(candidates: readonly TemplateBlock[], what: string): TemplateBlock {
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0) {
    return only;
  }
  throw new Error(
    `expected exactly one ${what}; got ${list(candidates.map(({ address }) => address))}.`,
  );
}

/** Names in a sentence. */
export function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** True for a construct path and for everything below it. */
export function isBelow(path: string | undefined, ancestor: string): boolean {
  return path === ancestor || (path?.startsWith(`${ancestor}/`) ?? false);
}

/** What to say when nothing has a path: what is beside the first part of it that does not exist. */
export function nothingAt(path: string, blocks: readonly TemplateBlock[]): Error {
  const known = blocks.flatMap((block) => block.path ?? []);
  if (known.length === 0) {
    return new Error(
      `nothing at ${path}: this JSON has no construct paths. Use synth() or Template.fromStack(), or the content of a cdk.tf.json.`,
    );
  }
  let parent = path;
  do {
    parent = parent.includes('/') ? parent.slice(0, parent.lastIndexOf('/')) : '';
  } while (parent !== '' && !known.some((candidate) => isBelow(candidate, parent)));
  const inside = parent === '' ? known : known.filter((one) => one.startsWith(`${parent}/`));
  const depth = parent === '' ? 1 : parent.split('/').length + 1;
  const beside = new Set(inside.map((one) => one.split('/').slice(0, depth).join('/')));
  return new Error(`nothing at ${path}; got ${list([...beside].sort())}.`);
}
