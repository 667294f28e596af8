/** A value of parsed JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of parsed JSON. Keys come from the plan: `__proto__` may be one of them, so build copies with `fromEntries`. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Tells an object from a list, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or one without keys where there is none. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value of a key of the object itself: `constructor` is nobody's attribute. */
export function own(object: JsonObject | undefined, name: string): Json | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Whether `true` stands anywhere in a tree such as `after_unknown` or `sensitive_values`. */
export function holdsTrue(tree: Json | undefined): boolean {
  if (typeof tree !== 'object' || tree === null) {
    return tree === true;
  }
  if (isList(tree)) {
    return tree.some(holdsTrue);
  }
  // Without a list of the values: every attribute of the plan has such a tree.
  for (const key in tree) {
    if (holdsTrue(tree[key])) {
      return true;
    }
  }
  return false;
}

/** Tells a list from everything else, also for readonly lists. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether lists and objects are nested deeper than so many levels. Recurses no deeper than that. */
export function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  if (levels < 0) {
    return true;
  }
  // Without a list of the values: every node of the plan comes by here.
  if (Array.isArray(value)) {
    return value.some((child) => deeperThan(child, levels - 1));
  }
  for (const key in value) {
    if (deeperThan((value as Readonly<Record<string, unknown>>)[key], levels - 1)) {
      return true;
    }
  }
  return false;
}

/** Compares two values by content; the order of keys does not matter. */
export function equal(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) {
    return true;
  }
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]))
    );
  }
  return false;
}

/** Compact JSON with sorted keys: equal values give equal text. */
export function canonical(value: Json | undefined): string {
  if (isList(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (isObject(value)) {
    // Without an argument, texts are sorted by code unit.
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
