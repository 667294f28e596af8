import type { AttributeChange } from '../model';
import { embeddedText, parseEmbedded } from '../plan/embedded';
import {
  canonical,
  equal,
  holdsTrue,
  isList,
  isObject,
  type Json,
  type JsonObject,
} from '../plan/json';
import { unknownText } from '../plan/text-of';
import { compareJson } from './json-text';
import { lineDiff } from './line-diff';
import { shownPair, withUnknown } from './shown-value';

/** Where differences between two values go. */
export class Differences {
  readonly found: AttributeChange[] = [];
  unknownCount = 0;

  /** `forcing` are the paths that force a replacement, as text. */
  constructor(private readonly forcing: readonly string[] = []) {}

  /** Compares anything. `unknown` has the shape of `after` and is `true` where it is known only after apply. */
  compare(path: string, before: Json | undefined, after: Json | undefined, unknown?: Json): void {
    if (unknown === true) {
      this.addUnknown(path, before);
    } else if (!holdsTrue(unknown) && this.isSame(path, before, after)) {
      return;
    } else if (isStructure(before, after, isObject) || (holdsTrue(unknown) && isObject(unknown))) {
      this.compareObjects(path, asObject(before), asObject(after), asObject(unknown));
    } else if (isStructure(before, after, isList)) {
      this.compareLists(path, asList(before), asList(after), unknown);
    } else if (typeof before === 'string' && typeof after === 'string') {
      this.compareTexts(path, before, after);
    } else {
      this.add(path, before, after);
    }
  }

  /** Compares values that have a name each; `compareItem` is told both sides, either of them maybe absent. */
  compareKeyed(
    path: string,
    before: ReadonlyMap<string, Json>,
    after: ReadonlyMap<string, Json>,
    compareItem = (itemPath: string, left: Json | undefined, right: Json | undefined): void =>
      this.compare(itemPath, left, right),
  ): void {
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      compareItem(`${path}[${key}]`, before.get(key), after.get(key));
    }
  }

  /** Notes a difference as it is. */
  add(path: string, before: Json | undefined, after: Json | undefined): void {
    const [left, right] = shownPair(before, after);
    if (left.kind === 'absent' && right.kind === 'absent') {
      return;
    }
    this.found.push({
      path,
      before: left,
      after: right,
      forcesReplacement: this.forces(path),
    });
  }

  private addUnknown(path: string, before: Json | undefined): void {
    if (before === undefined || before === null) {
      this.unknownCount += 1;
      return;
    }
    this.found.push({
      path,
      before: shownPair(before, undefined)[0],
      after: { kind: 'unknown' },
      forcesReplacement: this.forces(path),
    });
  }

  private compareObjects(
    path: string,
    before: JsonObject,
    after: JsonObject,
    unknown: JsonObject,
  ): void {
    // Maps of the author's own keys read as such: tags[Name], not tags.Name.
    const isMap = /(^|\.)tags(_all)?$/.test(path);
    const keys = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
    for (const key of keys) {
      const own = (object: JsonObject): Json | undefined =>
        Object.hasOwn(object, key) ? object[key] : undefined;
      const step = isMap || !/^[\w-]+$/.test(key) ? `[${key}]` : path === '' ? key : `.${key}`;
      this.compare(path + step, own(before), own(after), own(unknown));
    }
  }

  /** Equal items are left out wherever they are, because plan JSON does not tell a set from a list. */
  private compareLists(
    path: string,
    before: readonly Json[],
    after: readonly Json[],
    unknown: Json | undefined,
  ): void {
    const known = isList(unknown)
      ? after.map((item, index) => withUnknown(item, unknown[index]) ?? null)
      : after;
    const key = identityOf(before, known);
    if (key !== undefined) {
      const keyed = (items: readonly Json[]): ReadonlyMap<string, Json> =>
        new Map(items.map((item) => [String((item as JsonObject)[key]), item]));
      this.compareKeyed(path, keyed(before), keyed(known));
      return;
    }
    if (![...before, ...known].some((item) => isObject(item))) {
      this.add(
        path,
        before.length === 0 ? undefined : before,
        known.length === 0 ? undefined : known,
      );
      return;
    }
    const [removed, added] = unmatched(before, known);
    if (removed.length + added.length === 0) {
      this.add(path, before, known);
      return;
    }
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      const left = removed[index];
      const right = added[index];
      const itemPath = `${path}[${(right ?? left)?.index}]`;
      if (left === undefined || right === undefined) {
        this.add(itemPath, left?.item, right?.item);
      } else {
        this.compare(itemPath, left.item, right.item);
      }
    }
  }

  private compareTexts(path: string, before: string, after: string): void {
    const left = parseEmbedded(before);
    const right = parseEmbedded(after);
    if (left !== undefined && right !== undefined) {
      const already = this.found.length;
      compareJson(this, path, left, right);
      if (this.found.length === already) {
        this.add(path, 'JSON', 'the same JSON, written differently');
      }
      return;
    }
    const [old, next] = [embeddedText(before) ?? before, embeddedText(after) ?? after];
    const lines = /\n./.test(old) || /\n./.test(next) ? lineDiff(old, next) : undefined;
    if (lines === undefined) {
      this.add(path, old, next);
      return;
    }
    this.found.push({
      path,
      before: { kind: 'known', text: countOfLines(old) },
      after: { kind: 'known', text: countOfLines(next) },
      lines,
      forcesReplacement: this.forces(path),
    });
  }

  /** Providers write nothing as null or as empty text; that tells a reader only where it forces a replacement. */
  private isSame(path: string, before: Json | undefined, after: Json | undefined): boolean {
    const isNothing = (value: Json | undefined): boolean => (value ?? '') === '';
    return (
      equal(before ?? null, after ?? null) ||
      (isNothing(before) && isNothing(after) && !this.forces(path))
    );
  }

  private forces(path: string): boolean {
    return this.forcing.some(
      (forcing) => path === forcing || isBelow(path, forcing) || isBelow(forcing, path),
    );
  }
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(parent) && /^[.[]/.test(path.slice(parent.length));
}

/** The end of the last line begins no other. */
function countOfLines(text: string): string {
  let lines = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < text.length - 1; lines += 1) {
    end = text.indexOf('\n', end + 1);
  }
  return `${lines} lines`;
}

/** Whether both sides are such a structure, or one is and the other is not there. */
function isStructure(
  before: Json | undefined,
  after: Json | undefined,
  test: (value: unknown) => boolean,
): boolean {
  const sides = [before, after].filter((side) => side !== undefined && side !== null);
  return sides.length > 0 && sides.every(test);
}

/** The key that names each object of a list, where there is one. */
function identityOf(before: readonly Json[], after: readonly Json[]): string | undefined {
  if (before.length + after.length === 0 || ![...before, ...after].every(isObject)) {
    return undefined;
  }
  return ['name', 'key', 'device_name', 'Sid', 'Name', 'Key'].find((key) =>
    [before, after].every((side) => {
      const names = side.map((item) => (item as JsonObject)[key]);
      return (
        new Set(names).size === names.length &&
        names.every((name) => typeof name === 'string' && name !== '' && name !== unknownText)
      );
    }),
  );
}

interface Indexed {
  readonly item: Json;
  readonly index: number;
}

function unmatched(
  before: readonly Json[],
  after: readonly Json[],
): readonly [readonly Indexed[], readonly Indexed[]] {
  const left = new Map<string, Indexed[]>();
  before.forEach((item, index) => {
    const key = canonical(item);
    left.set(key, [...(left.get(key) ?? []), { item, index }]);
  });
  const added = after.flatMap((item, index) =>
    left.get(canonical(item))?.shift() === undefined ? [{ item, index }] : [],
  );
  return [[...left.values()].flat().sort((one, other) => one.index - other.index), added];
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function asList(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}
