import { printable } from '../printable';

/** HTML that is safe as it stands. Only `markup` and `trusted` make it, so a value of a plan cannot become one by itself. */
export class Markup {
  constructor(readonly html: string) {}
}

/** What a template takes. Text is escaped, numbers are written for people; what is left out leaves nothing. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

/** Literals without their line breaks and indentation, which are there for the reader of the source. */
const literals = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Writes HTML: literals as they are, every value escaped. A line break in the template is not part of the result. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let pieces = literals.get(strings);
  if (pieces === undefined) {
    pieces = strings.map((literal) => literal.replace(/\n\s*/g, ''));
    literals.set(strings, pieces);
  }
  let html = pieces[0] ?? '';
  for (let index = 0; index < parts.length; index += 1) {
    html += written(parts[index]) + (pieces[index + 1] ?? '');
  }
  return new Markup(html);
}

/** HTML that this package wrote itself: its stylesheet, its script, its picture. Never for a value of a plan. */
export function trusted(html: string): Markup {
  return new Markup(html);
}

/** Text of several lines: line breaks and tabs stay, every other control character is shown as an escape. */
export function multiline(text: string): Markup {
  if (harmless.test(text)) {
    return new Markup(text);
  }
  return new Markup(
    text
      .split(/\r?\n/)
      .map((line) => line.split('\t').map(escaped).join('\t'))
      .join('\n'),
  );
}

/** The content of a `<textarea>`, which comes out of it character for character, after the line break that HTML drops. */
export function markdownField(text: string): Markup {
  return new Markup(`\n${text.replace(/[&<>]/g, (character) => entities[character] ?? '')}`);
}

/** Made when a number is written: it costs more than loading the rest of this package's HTML. */
let numbers: Intl.NumberFormat | undefined;

function written(part: Part): string {
  if (part instanceof Markup) {
    return part.html;
  }
  if (typeof part === 'string') {
    return escaped(part);
  }
  if (typeof part === 'number') {
    return (numbers ??= new Intl.NumberFormat('en-US')).format(part);
  }
  if (part === undefined || part === false) {
    return '';
  }
  // Adding copies nothing until the page is complete; a join would copy each part again at every level.
  let html = '';
  for (const item of part) {
    html += written(item);
  }
  return html;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Most texts of a plan; a page of thousands of changes has hundreds of thousands of them. */
const harmless = /^[\w .,:;/()[\]{}=+*?!$%#@~^|\\-]*$/;

/** Text as it reads in an element or a quoted attribute; control and direction marks are shown as escapes. */
export function escaped(text: string): string {
  if (harmless.test(text)) {
    return text;
  }
  return printable(text).replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}
