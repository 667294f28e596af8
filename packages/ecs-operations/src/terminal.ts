/** What a piece of text means; the colours follow from it. */
export interface Palette {
  readonly title: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly link: (text: string) => string;
}

const ESCAPE = '\u001b';

/** The palette; without colour every function returns its text unchanged. */
export function palette(color: boolean): Palette {
  const paint = (code: number) => (text: string) => (color ? paintNumber(code, text) : text);
  return { title: paint(1), good: paint(32), warn: paint(33), bad: paint(31), link: paint(36) };
}

/** Text in the colour of a number: https://en.wikipedia.org/wiki/ANSI_escape_code#Colors. */
export function paintNumber(code: number, text: string): string {
  return `${ESCAPE}[${code}m${text}${ESCAPE}[0m`;
}

/** Rows as aligned columns, indented by two. The last column is not padded; trailing blanks are cut. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, visibleLength(cell));
    });
  }
  return rows.map((row) =>
    `  ${row.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - visibleLength(cell))).join('  ')}`.trimEnd(),
  );
}

/**
 * Text from outside without control characters: an event or a stop reason must not be able to move the cursor or
 * recolour the terminal. Line breaks become blanks.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

function visibleLength(text: string): number {
  return text.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '').length;
}
