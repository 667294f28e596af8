import { readable } from './marker';

/**
 * Writes every marker in a review as people read it; what holds none is not copied. Run last: afterwards equal secrets
 * cannot be told from others.
 */
export function readableStrings<Value>(value: Value): Value {
  if (typeof value === 'string') {
    return readable(value) as Value;
  }
  if (Array.isArray(value)) {
    return listOf(value) as Value;
  }
  return typeof value === 'object' && value !== null ? (objectOf(value) as Value) : value;
}

function listOf(list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  list.forEach((item, index) => {
    const shown = readableStrings(item);
    if (shown !== item) {
      copy ??= [...list];
      copy[index] = shown;
    }
  });
  return copy ?? list;
}

function objectOf(object: object): object {
  const entries = Object.entries(object);
  let changed = false;
  const shown = entries.map(([key, item]: readonly [string, unknown]) => {
    const entry = [readable(key), readableStrings(item)] as const;
    changed ||= entry[0] !== key || entry[1] !== item;
    return entry;
  });
  return changed ? Object.fromEntries(shown) : object;
}
