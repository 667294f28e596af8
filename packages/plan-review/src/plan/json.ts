import { parseExactly } from './exact-numbers';
import { byKey } from './text-order';

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
  return typeof tree === 'object' && tree !== null
    ? (Object.values(tree) as Json[]).some(holdsTrue)
    : tree === true;
}

/** Tells a list from everything else, also for readonly lists. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Parses text that holds a JSON object or list; anything else, scalars included, is `undefined`: a number or a word is
 * text to its reader.
 *
 * Text nested deeper than 400 levels is not parsed, so that callers may recurse. Several look at one text after each other:
 * the last few are kept.
 */
export function parseEmbedded(text: string): JsonObject | readonly Json[] | undefined {
  if (lastParsed.has(text)) {
    return lastParsed.get(text);
  }
  const value = parsed(text);
  if (value !== undefined) {
    lastParsed.set(text, value);
    const [oldest] = lastParsed.size > mostKept ? lastParsed.keys() : [];
    if (oldest !== undefined) {
      lastParsed.delete(oldest);
    }
  }
  return value;
}

const lastParsed = new Map<string, JsonObject | readonly Json[]>();
const mostKept = 8;

function parsed(text: string): JsonObject | readonly Json[] | undefined {
  const first = /^\s*([[{])/.exec(text)?.[1];
  if (first === undefined || !text.trimEnd().endsWith(first === '{' ? '}' : ']')) {
    return undefined;
  }
  if (bracketDepth(text) > maxEmbeddedDepth) {
    return undefined;
  }
  try {
    return parseExactly(text) as JsonObject | readonly Json[];
  } catch {
    return undefined;
  }
}

const maxEmbeddedDepth = 400;

/** How deep brackets are nested; those inside of strings count too, so it is never less than the depth of the JSON. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) {
      depth -= 1;
    }
  }
  return deepest;
}

/** Whether lists and objects are nested deeper than so many levels. Recurses no deeper than that. */
export function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels < 0 || Object.values(value).some((child) => deeperThan(child, levels - 1));
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
    const entries = Object.entries(value).sort(byKey);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
