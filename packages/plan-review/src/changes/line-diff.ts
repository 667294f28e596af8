// Of the package only this: its index loads twenty more modules at every start.
import { diffLines } from 'diff/lib/diff/line.js';
import { readable } from '../masking/marker';
import type { LineChange } from '../model';

const context = 3;
const maxLines = 400;
// Two texts that differ in more places than this are two texts, not a changed one.
const maxEditLength = 2000;

/** Compares two texts line by line; equal lines far from a difference are counted. `undefined` when too much differs. */
export function lineDiff(before: string, after: string): readonly LineChange[] | undefined {
  const [old, next] = [before.replaceAll('\r\n', '\n'), after.replaceAll('\r\n', '\n')];
  // What both begin with needs no comparison line by line: of a script that changes, most of it.
  const start = commonStart(old, next);
  const [oldRest, nextRest] = [old.slice(start), next.slice(start)];
  const rest = oneLineDiff(oldRest, nextRest) ?? diffLines(oldRest, nextRest, { maxEditLength });
  if (rest === undefined) {
    return undefined;
  }
  const begin = { value: old.slice(0, start), added: false, removed: false };
  const parts = start === 0 ? rest : [begin, ...rest];
  const lines: LineChange[] = [];
  parts.forEach(({ value, added, removed }, index) => {
    const texts = value.replace(/\n$/, '').split('\n');
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    lines.push(
      ...(kind === 'same'
        ? withoutMiddle(texts, index === 0, index === parts.length - 1)
        : texts.map((text) => ({ kind, text: readable(text) }) as const)),
    );
  });
  return lines.length <= maxLines
    ? lines
    : [...lines.slice(0, maxLines), { kind: 'omitted', count: lines.length - maxLines }];
}

/** The length of the lines that two texts begin with in common; none where they are equal. */
function commonStart(left: string, right: string): number {
  let index = 0;
  if (left === right) {
    return 0;
  }
  while (index < left.length && left.charCodeAt(index) === right.charCodeAt(index)) {
    index += 1;
  }
  return left.slice(0, index).lastIndexOf('\n') + 1;
}

type Part = Pick<ReturnType<typeof diffLines>[number], 'value' | 'added' | 'removed'>;

/**
 * What changes in most scripts: the first line, and nothing behind it. `undefined` for more, and where a neighbour reads the
 * same, so that another line may be the one that came or went.
 */
function oneLineDiff(before: string, after: string): readonly Part[] | undefined {
  const [oldEnd, newEnd] = [lineEnd(before), lineEnd(after)];
  const rest = before.slice(oldEnd);
  const [removed, added] = [before.slice(0, oldEnd), after.slice(0, newEnd)];
  if (
    removed === added ||
    rest !== after.slice(newEnd) ||
    ![removed, added].every((line) => line.endsWith('\n') && !rest.startsWith(line))
  ) {
    return undefined;
  }
  const parts = [
    { value: removed, added: false, removed: true },
    { value: added, added: true, removed: false },
  ];
  return rest === '' ? parts : [...parts, { value: rest, added: false, removed: false }];
}

/** Where the first line ends, with what ends it. */
function lineEnd(text: string): number {
  return text.indexOf('\n') + 1;
}

function withoutMiddle(
  texts: readonly string[],
  first: boolean,
  last: boolean,
): readonly LineChange[] {
  const head = first ? 0 : context;
  const tail = last ? 0 : context;
  const same = (text: string): LineChange => ({ kind: 'same', text: readable(text) });
  if (texts.length <= head + tail + 1) {
    return texts.map(same);
  }
  return [
    ...texts.slice(0, head).map(same),
    { kind: 'omitted', count: texts.length - head - tail },
    ...texts.slice(texts.length - tail).map(same),
  ];
}
