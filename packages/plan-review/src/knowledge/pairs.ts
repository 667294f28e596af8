import { equal, holdsTrue, isList, isObject, type Json, type JsonObject } from '../plan/json';

/** The two sides of one place. */
export interface Pair {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Whether the new value is known only after apply. */
  readonly isUnknown: boolean;
}

interface Sides {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly unknown: Json | undefined;
}

/**
 * What stands at a path on both sides. Blocks are lists: each one is followed, those with the same name or content
 * together, so that a path may have several pairs.
 *
 * `skipsDisabled` reads a rule that is switched off like one that is not there.
 */
export function pairsAt(
  sides: Sides,
  path: readonly string[],
  options: { readonly skipsDisabled: boolean },
): readonly Pair[] {
  const { before, after, unknown } = sides;
  if (unknown === true) {
    return [{ before: path.length === 0 ? before : undefined, after: undefined, isUnknown: true }];
  }
  const [step, ...rest] = path;
  if (step === undefined) {
    return [{ before, after, isUnknown: holdsTrue(unknown) }];
  }
  if (isList(before) || isList(after)) {
    return matched(sides).flatMap((item) => pairsAt(item, path, options));
  }
  const own = (value: Json | undefined): Json | undefined =>
    isObject(value) && Object.hasOwn(value, step) && !(options.skipsDisabled && isOff(value))
      ? value[step]
      : undefined;
  return pairsAt({ before: own(before), after: own(after), unknown: own(unknown) }, rest, options);
}

function isOff(block: JsonObject): boolean {
  const { status, enabled } = block;
  return enabled === false || (typeof status === 'string' && /^disabled$/i.test(status));
}

const names = ['id', 'name', 'key', 'rule_name', 'region_name', 'index_name', 'Sid', 'location'];

/** Items of two lists, each with its counterpart: by name, else by content, else in order. */
function matched({ before, after, unknown }: Sides): readonly Sides[] {
  const left = [...(isList(before) ? before : [])];
  const right = isList(after) ? after : [];
  const treeOf = (index: number): Json | undefined => (isList(unknown) ? unknown[index] : unknown);
  const found = right.map((item): Json | undefined => take(left, (other) => isSame(item, other)));
  const sides = right.map((item, index) => ({
    before: found[index] ?? (nameOf(item) === undefined ? left.shift() : undefined),
    after: item,
    unknown: treeOf(index),
  }));
  return [
    ...sides,
    ...left.map((item) => ({ before: item, after: undefined, unknown: undefined })),
  ];
}

function take(items: Json[], test: (item: Json) => boolean): Json | undefined {
  const index = items.findIndex(test);
  return index < 0 ? undefined : items.splice(index, 1)[0];
}

function isSame(item: Json, other: Json): boolean {
  const name = nameOf(item);
  return name === undefined ? equal(item, other) : name === nameOf(other);
}

function nameOf(item: Json): string | undefined {
  if (!isObject(item)) {
    return undefined;
  }
  const key = names.find((name) => typeof item[name] === 'string' && item[name] !== '');
  return key === undefined ? undefined : `${key} ${String(item[key])}`;
}
