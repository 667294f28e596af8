import { diffLines } from 'diff';
import { readable } from '../masking/marker';
import type { LineChange } from '../model';

const context = 3;
const maxLines = 400;
// Two texts that differ in more places than this are two texts, not a changed one.
const maxEditLength = 2000;

/** Compares two texts line by line; equal lines far from a difference are counted. `undefined` when too much differs. */
export function lineDiff(before: string, after: string): readonly LineChange[] | undefined {
  const parts = diffLines(before, after, { maxEditLength, stripTrailingCr: true });
  if (parts === undefined) {
    return undefined;
  }
  const lines: LineChange[] = [];
  parts.forEach(({ value, added, removed }, index) => {
    const texts = value.replace(/\n$/, '').split('\n').map(readable);
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    lines.push(
      ...(kind === 'same'
        ? withoutMiddle(texts, index === 0, index === parts.length - 1)
        : texts.map((text) => ({ kind, text }) as const)),
    );
  });
  return lines.length <= maxLines
    ? lines
    : [...lines.slice(0, maxLines), { kind: 'omitted', count: lines.length - maxLines }];
}

function withoutMiddle(
  texts: readonly string[],
  first: boolean,
  last: boolean,
): readonly LineChange[] {
  const head = first ? 0 : context;
  const tail = last ? 0 : context;
  const same = (text: string): LineChange => ({ kind: 'same', text });
  if (texts.length <= head + tail + 1) {
    return texts.map(same);
  }
  return [
    ...texts.slice(0, head).map(same),
    { kind: 'omitted', count: texts.length - head - tail },
    ...texts.slice(texts.length - tail).map(same),
  ];
}
