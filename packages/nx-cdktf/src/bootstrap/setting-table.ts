import { painter } from 'plan-review';

/** How one thing must be, and is. */
export interface TableRow {
  readonly name: string;
  readonly want: string;
  readonly is: string;
  readonly right: boolean;
}

/** Shows want and is side by side; what differs is marked. */
export function renderTable(
  rows: readonly TableRow[],
  { color }: { readonly color: boolean },
): string {
  const paint = painter(color);
  const width = (of: (row: TableRow) => string): number =>
    Math.max(...rows.map((row) => of(row).length));
  const [names, wants] = [width(({ name }) => name), width(({ want }) => want)];
  return rows
    .map(({ name, want, is, right }) => {
      const mark = right ? paint('green', '✓') : paint('yellow', '~');
      const now = right && is === want ? '' : is;
      return `  ${mark} ${name.padEnd(names)}  ${want.padEnd(wants)}  ${now}`.trimEnd();
    })
    .join('\n');
}
