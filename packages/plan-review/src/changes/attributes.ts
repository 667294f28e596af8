import type { AttributeChange } from '../model';
import { equal, isList, isObject, type Json, type JsonObject, objectOf, own } from '../plan/json';
import type { ChangeJson } from '../plan/plan-json';
import { Differences } from './differences';
import { attributePath } from './reasons';

/** What changes inside of a resource, and how much of it is known only after apply. */
export interface ReviewedAttributes {
  readonly attributes: readonly AttributeChange[];
  readonly replacedBy: readonly AttributeChange[];
  readonly unknownCount: number;
}

/**
 * Compares the two sides of an update or a replacement.
 *
 * Computed attributes that will be known after apply are counted; `written` tells them from those the author gave.
 */
export function changedAttributes(
  change: ChangeJson,
  written: JsonObject | undefined,
): ReviewedAttributes {
  const forcing = (change.replace_paths ?? []).map(attributePath);
  const differences = new Differences(forcing);
  const before = objectOf(change.before);
  const after = withoutEchoes(before, objectOf(change.after));
  const unknown = objectOf(change.after_unknown);
  for (const name of new Set([
    ...Object.keys(after),
    ...Object.keys(before),
    ...Object.keys(unknown),
  ])) {
    const isForcing = forcing.some((path) => path === name);
    if (own(unknown, name) === true && !isForcing && own(written, name) === undefined) {
      differences.unknownCount += 1;
    } else if (Object.hasOwn(after, name) || Object.hasOwn(unknown, name)) {
      differences.compare(name, own(before, name), own(after, name), own(unknown, name));
    }
  }
  const attributes = differences.found;
  const replacedBy = attributes.filter(({ forcesReplacement }) => forcesReplacement);
  return {
    attributes,
    replacedBy: replacedBy.length > 0 ? replacedBy : forcing.map(named),
    unknownCount: differences.unknownCount,
  };
}

/** What the author chose for something new: given, known and not empty. */
export function chosenAttributes(
  change: ChangeJson,
  written: JsonObject | undefined,
): ReviewedAttributes {
  const differences = new Differences();
  const after = objectOf(change.after);
  const unknown = objectOf(change.after_unknown);
  for (const name of Object.keys(unknown)) {
    differences.unknownCount += Number(unknown[name] === true);
  }
  for (const name of Object.keys(after)) {
    if (written === undefined || own(written, name) !== undefined) {
      differences.compare(name, undefined, withoutEmpty(own(after, name)));
    }
  }
  return {
    attributes: differences.found,
    replacedBy: [],
    unknownCount: differences.unknownCount,
  };
}

/** Terraform names a path and both sides read the same: a value inside of it is unknown or computed. */
function named(path: string): AttributeChange {
  const unknown = { kind: 'unknown' } as const;
  return { path, before: unknown, after: unknown, forcesReplacement: true };
}

/** `tags_all` repeats `tags`; only what the provider's default tags change is told. */
function withoutEchoes(before: JsonObject, after: JsonObject): JsonObject {
  const { tags, tags_all: all } = after;
  if (!isObject(all) || !isObject(before['tags_all'])) {
    return after;
  }
  const allBefore = before['tags_all'];
  const tagsBefore = objectOf(before['tags']);
  const tagsAfter = objectOf(tags);
  const keys = new Set([...Object.keys(all), ...Object.keys(allBefore)]);
  const kept = [...keys].filter(
    (key) =>
      equal(own(tagsAfter, key) ?? null, own(all, key) ?? null) &&
      equal(own(tagsBefore, key) ?? null, own(allBefore, key) ?? null),
  );
  const rest = Object.fromEntries([
    ...Object.entries(all).filter(([key]) => !kept.includes(key)),
    ...kept.map((key) => [key, own(allBefore, key) ?? null] as const),
  ]);
  return { ...after, tags_all: rest };
}

/** A value without what says nothing: null, empty text, and lists and objects of nothing else. */
export function withoutEmpty(value: Json | undefined): Json | undefined {
  if (isObject(value)) {
    const entries = Object.entries(value)
      .map(([key, item]) => [key, withoutEmpty(item)] as const)
      .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  if (isList(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  return value === null || value === '' ? undefined : value;
}
