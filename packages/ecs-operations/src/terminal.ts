import { styleText, stripVTControlCharacters } from 'node:util';

/** What a piece of text means; the colours follow from it. */
export interface Palette {
  readonly title: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly link: (text: string) => string;
}

/** A format that Node knows: `red`, `bold`. */
export type Format = Exclude<Parameters<typeof styleText>[0], unknown[]>;

/**
 * Whether to use colours: NO_COLOR first, then FORCE_COLOR, then whether a terminal that knows colours reads it.
 *
 * Node itself lets FORCE_COLOR win.
 *
 * @see https://no-color.org
 * @see https://force-color.org
 */
export function wantsColor(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = environment;
  if (no !== '') {
    return false;
  }
  if (force !== '') {
    return force !== '0' && force !== 'false';
  }
  return isTerminal && term !== 'dumb';
}

/** The palette; without colour every function returns its text unchanged. */
export function palette(color: boolean): Palette {
  const as = (format: Format) => (text: string) => (color ? paint(format, text) : text);
  return {
    title: as('bold'),
    good: as('green'),
    warn: as('yellow'),
    bad: as('red'),
    link: as('cyan'),
  };
}

/** Text in a format; whoever asks has decided that colours are wanted. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { validateStream: false });
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
  return stripVTControlCharacters(text).length;
}
