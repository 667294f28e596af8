/** The order of texts: by code unit, so that the same input is synthesized alike everywhere. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** The entries of an object in the order of their keys, not in that of whoever wrote them. */
export function entriesByKey<T>(values: Readonly<Record<string, T>> = {}): [string, T][] {
  return Object.entries(values).sort(([left], [right]) => byText(left, right));
}
