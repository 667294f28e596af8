import type { AttributeChange, LineChange, ShownValue } from '../../model';
import { valueInWords } from '../words';
import { type Markup, markup, multiline } from './markup';

/** Attributes as a table, before beside after; where nothing was before, in one column. */
export function attributeTable(attributes: readonly AttributeChange[]): Markup {
  if (attributes.length === 0) {
    return markup``;
  }
  const isNew = attributes.every(({ before }) => before.kind === 'absent');
  const heads = isNew
    ? markup`<th scope="col">Value</th>`
    : markup`<th scope="col">Before</th><th scope="col">After</th>`;
  return markup`<table class="attributes">
    <caption class="unseen">Attributes</caption>
    <thead><tr><th scope="col">Attribute</th>${heads}</tr></thead>
    <tbody>${attributes.map((attribute) => rowOf(attribute, isNew))}</tbody>
    </table>`;
}

function rowOf({ path, before, after, forcesReplacement, lines }: AttributeChange, isNew: boolean) {
  const forced = forcesReplacement && markup` <span class="forces">forces replacement</span>`;
  const head = markup`<th scope="row"><code>${path}</code>${forced}</th>`;
  if (lines !== undefined && lines.length > 0) {
    return markup`<tr>${head}<td${!isNew && markup` colspan="2"`}>${lineDiff(lines)}</td></tr>`;
  }
  if (isNew) {
    return markup`<tr>${head}<td>${valueOf(after)}</td></tr>`;
  }
  const [old, current] = pairOf(before, after);
  return markup`<tr>${head}<td class="before">${old}</td><td class="after">${current}</td></tr>`;
}

/** `before → after` in running text. */
export function difference({ before, after }: AttributeChange): Markup {
  const [old, current] = pairOf(before, after);
  return before.kind === 'absent' ? valueOf(after) : markup`${old} → ${current}`;
}

function pairOf(before: ShownValue, after: ShownValue): readonly [Markup, Markup] {
  if (before.kind === 'masked' && after.kind === 'masked') {
    return [valueOf(before), markup`<i class="stand-in">(another secret)</i>`];
  }
  if (before.kind !== 'known' || after.kind !== 'known') {
    return [valueOf(before), valueOf(after)];
  }
  const [old, current] = [indented(before.text), indented(after.text)];
  const [start, end] = commonEnds(old, current);
  return [marked(old, start, end), marked(current, start, end)];
}

function valueOf(value: ShownValue): Markup {
  return value.kind === 'known'
    ? markup`<code>${multiline(indented(value.text))}</code>`
    : markup`<i class="stand-in">${valueInWords(value)}</i>`;
}

/** Long JSON over several lines, as far as that changes nothing but white space. */
function indented(text: string): string {
  if (text.length < 60 || !/^[[{]/.test(text)) {
    return text;
  }
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}

/** What two texts share at both ends, where that is enough to help the eye; counted in UTF-16 units. */
function commonEnds(before: string, after: string): readonly [start: number, end: number] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) {
    start += 1;
  }
  if (isHalf(before, start)) {
    start -= 1;
  }
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) {
    end += 1;
  }
  if (isHalf(before, before.length - end) || isHalf(after, after.length - end)) {
    end -= 1;
  }
  return start + end < 8 || before === after ? [0, 0] : [start, end];
}

/** Whether a cut here would split a character in two. */
function isHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

function marked(text: string, start: number, end: number): Markup {
  if (start + end === 0 || start + end >= text.length) {
    return markup`<code>${multiline(text)}</code>`;
  }
  const middle = text.slice(start, text.length - end);
  return markup`<code>${multiline(text.slice(0, start))}<mark>${multiline(middle)}</mark>${multiline(text.slice(text.length - end))}</code>`;
}

function lineDiff(lines: readonly LineChange[]): Markup {
  return markup`<pre class="diff">${lines.map((line) => {
    if (line.kind === 'omitted') {
      return markup`<span class="omitted">… ${line.count} equal ${line.count === 1 ? 'line' : 'lines'}</span>`;
    }
    const text = multiline(line.text);
    if (line.kind === 'added') {
      return markup`<ins>+ ${text}</ins>`;
    }
    return line.kind === 'removed' ? markup`<del>- ${text}</del>` : markup`<span>  ${text}</span>`;
  })}</pre>`;
}
