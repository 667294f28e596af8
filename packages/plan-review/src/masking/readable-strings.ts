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
  const values = object as Readonly<Record<string, unknown>>;
  const keys = Object.keys(values);
  let copy: [string, unknown][] | undefined;
  keys.forEach((key, index) => {
    const item = values[key];
    const [name, shown] = [readable(key), readableStrings(item)];
    if (name !== key || shown !== item) {
      copy ??= keys.slice(0, index).map((earlier) => [earlier, values[earlier]]);
    }
    copy?.push([name, shown]);
  });
  return copy === undefined ? object : Object.fromEntries(copy);
}
