/**
 * Rows by the types that they name, separated by spaces. A type that is named counts before one that a pattern fits, such as
 * `aws_alb_*`.
 */
export function rowsByType<Row>(
  rows: readonly Row[],
  typesOf: (row: Row) => string,
): (type: string) => readonly Row[] {
  const byName = new Map<string, Row[]>();
  const byPattern: (readonly [RegExp, Row])[] = [];
  for (const row of rows) {
    for (const type of words(typesOf(row))) {
      if (type.includes('*')) {
        byPattern.push([new RegExp(`^${type.replaceAll('*', '\\w+')}$`), row]);
      } else {
        byName.set(type, [...(byName.get(type) ?? []), row]);
      }
    }
  }
  return (type) =>
    byName.get(type) ?? byPattern.filter(([pattern]) => pattern.test(type)).map(([, row]) => row);
}

/** What stands in a cell of a table, separated by spaces. */
export function words(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
