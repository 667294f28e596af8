import { holdsMasked, readable } from './marker';

/** Writes every marker in a review as people read it. Run last: afterwards equal secrets cannot be told from others. */
export function readableStrings<Value>(value: Value): Value {
  if (typeof value === 'string') {
    return (holdsMasked(value) ? readable(value) : value) as Value;
  }
  if (Array.isArray(value)) {
    return value.map(readableStrings) as Value;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [readable(key), readableStrings(item)]),
    ) as Value;
  }
  return value;
}
