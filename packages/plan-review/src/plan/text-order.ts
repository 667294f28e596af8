/** The order of texts: by code unit, so the same everywhere, whatever the locale. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The order of entries: that of their keys. */
export function byKey(
  [left]: readonly [string, unknown],
  [right]: readonly [string, unknown],
): number {
  return byText(left, right);
}
