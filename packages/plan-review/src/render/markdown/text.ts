import { printable, withoutCommand } from '../printable';

const APART = '&#8203;';

/**
 * Text as Markdown shows it, character for character: nothing in it is markup, a link, a mention, mathematics or HTML.
 *
 * GitHub and GitLab look for `@name`, `#12`, `GH-12`, `!12` and `:emoji:` in the text that Markdown has become, where an
 * escape or entity has become the character again: only a character of no width in their middle stops them.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
 */
export function escaped(text: string): string {
  return (
    printable(text)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_{}[\]()#!|~]/g, (character) => `\\${character}`)
      // At the start of a line these make lists.
      .replace(/^(\d*)([-+=.])/, '$1\\$2')
      .replace(/@/g, `@${APART}`)
      .replace(/(\\[#!])(?=\d)/g, `$1${APART}`)
      .replace(/\b(gh)-(?=\d)/gi, `$1${APART}-`)
      .replace(/:(?=(?:\w|\\_|[+-])+:)/g, `:${APART}`)
      .replace(/:\/\//g, `:${APART}//`)
      .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}${APART}.`)
      // Amounts stay as they are: a formula cannot end before a digit.
      .replace(/\$(?!\d)/g, '<span>$</span>')
  );
}

/** Inline code, with a fence longer than any run of backticks inside. In a table a `|` would end the cell. */
export function code(text: string): string {
  const shown = withoutCommand(printable(text));
  if (shown.trim() === '') {
    return '` `';
  }
  if (shown.includes('|')) {
    return htmlCode(shown);
  }
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** The same as HTML: where Markdown is not read, as in a summary, and where it would read too much. */
export function htmlCode(text: string): string {
  const shown = withoutCommand(printable(text)).replace(
    /[^A-Za-z0-9 ./,-]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
  return `<code>${shown}</code>`;
}

/** A fenced block that its content cannot close. */
export function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines.map(withoutCommand), fence].join('\n');
}

/** A table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Writes items until they fill more than there is room for: a form that does not fit is never shown, so the rest is idle. */
export function written<Item, Text extends string | readonly string[]>(
  items: readonly Item[],
  room: number,
  write: (item: Item) => Text,
): readonly Text[] {
  const texts: Text[] = [];
  let size = 0;
  for (const item of items) {
    const text = write(item);
    texts.push(text);
    size += typeof text === 'string' ? bytes(text) : bytes(text.join(''));
    if (size > room) {
      break;
    }
  }
  return texts;
}

/** A part that a reader unfolds. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Text as a part of the list item above it: every line, because one that is not ends the list and the fences in it. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

/** A value cut to a length that a table can hold. */
export function short(text: string, length = 120): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Size as GitHub counts it. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
