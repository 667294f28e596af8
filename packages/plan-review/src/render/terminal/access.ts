import type { AccessChange, PlanReview } from '../../model';
import { accessNotKnown, directionInWords } from '../access-words';
import { groupedAccess } from '../grouped';
import { groupedBy } from '../../plan/grouped-by';
import { onlyDestroys } from '../only-destroys';
import { isExposed } from '../new-access';
import { printable } from '../printable';
import type { Layout } from './changes';
import { columns, fit, paragraph } from './writer';
import { shortPath } from '../words';

const colors = {
  widened: 'red',
  changed: 'yellow',
  narrowed: 'green',
  unchanged: 'dim',
} as const;

/**
 * Who may do what: what several resources have in common is said once, and each of them is named. Where everything is
 * new, what lets nobody in from outside is only counted.
 */
export function accessLines(review: PlanReview, layout: Layout): readonly string[] {
  const { security } = review;
  const notKnown = accessNotKnown(review);
  const last =
    notKnown === undefined
      ? []
      : paragraph(printable(notKnown), '  ', layout.width).map((line) =>
          layout.paint('yellow', line),
        );
  if (security.changes.length > 0) {
    return [...rowLines(review, layout), ...last];
  }
  return last.length === 0 ? [] : ['', layout.paint('bold', 'Access'), ...last];
}

function rowLines(review: PlanReview, layout: Layout): readonly string[] {
  const { security, everythingIsNew } = review;
  const rows = groupedAccess(security);
  const count = `Access (${security.changes.length})`;
  const isFew = rows.length <= layout.listAtMost;
  if (
    !isFew &&
    onlyDestroys(review) &&
    rows.flat().every(({ direction }) => direction === 'narrowed')
  ) {
    const text = `${count}: all of it is narrowed, for what it was of is destroyed; the other formats list it`;
    return ['', ...paragraph(text, '', layout.width).map((line) => layout.paint('bold', line))];
  }
  if (everythingIsNew !== true) {
    return ['', layout.paint('bold', count), ...rows.flatMap((same) => groupLines(same, layout))];
  }
  const exposed = rows.filter(([first]) => first !== undefined && isExposed(first));
  const title = `${count}: everything is new; what is reachable from outside, unlimited, or not known yet`;
  return [
    '',
    layout.paint('bold', fit(title, layout.width)),
    ...(exposed.length === 0 ? ['  nothing'] : exposed.flatMap((same) => newLines(same, layout))),
    ...innerLines(
      rows.filter((same) => !exposed.includes(same)),
      layout,
    ),
  ];
}

/** A row of which nothing existed before, in a paragraph. */
function newLines(rows: readonly AccessChange[], { paint, width }: Layout): readonly string[] {
  const [first] = rows;
  if (first === undefined) {
    return [];
  }
  const names = rows.map(nameOf);
  const { group, ...others } = first.after ?? {};
  // A rule that is called after its group.
  const after = names.every((name) => name.startsWith(`${group}/`)) ? others : first.after;
  const facts = first.decided
    ? cellsOf(after ?? {}).join('  ')
    : `${printable(first.after?.['setting'] ?? kinds[first.kind])}: ${printable(first.why)}`;
  const color = first.decided ? 'red' : 'yellow';
  const text = `${printable(namesTogether(names))}: ${facts}`;
  const [head = '', ...more] = paragraph(text, '      ', width);
  return [`  ${paint(color, '+')} ${head.slice(6)}`, ...more];
}

/** `A, B of Hello/Network`: what holds all of them is said once. */
function namesTogether(names: readonly string[]): string {
  const parents = new Set(names.map((name) => /^([\w-]+(\/[\w-]+)*)\/[\w-]+$/.exec(name)?.[1]));
  const [parent] = parents;
  return names.length < 2 || parents.size > 1 || parent === undefined
    ? names.join(', ')
    : `${names.map((name) => name.slice(parent.length + 1)).join(', ')} of ${parent}`;
}

const kinds: Readonly<Record<AccessChange['kind'], string>> = {
  iam: 'permissions',
  trust: 'trust policy',
  'security-group': 'security group rule',
  'resource-policy': 'resource policy',
  'managed-policy': 'managed policy',
  exposure: 'setting',
};

/** The rest by kind; the other formats list it. */
function innerLines(
  rows: readonly (readonly AccessChange[])[],
  { paint, width }: Layout,
): readonly string[] {
  const counts = groupedBy(rows.flat(), ({ kind, after }) => [
    kind === 'exposure' ? after?.['setting'] : kind,
  ]).map((same) => {
    const [first] = same;
    const name = first?.after?.['setting'] ?? kinds[first?.kind ?? 'exposure'];
    return same.length === 1 ? name : `${same.length} × ${name}`;
  });
  if (counts.length === 0) {
    return [];
  }
  const text = `and among the new things themselves: ${counts.join(', ')}`;
  return paragraph(printable(text), '  ', width).map((line) => paint('dim', line));
}

function groupLines(rows: readonly AccessChange[], { paint, width }: Layout): readonly string[] {
  const [first] = rows;
  if (first === undefined) {
    return [];
  }
  const { direction, why } = first;
  const word = directionInWords(first);
  const [name = '', ...others] = rows.map((row) => printable(nameOf(row)));
  const sides = [['-', first.before, 'red'] as const, ['+', first.after, 'green'] as const];
  return [
    `  ${paint(colors[direction], word)}  ${name}`,
    ...others.map((other) => `  ${' '.repeat(word.length)}  ${other}`),
    ...paragraph(printable(why), '      ', width),
    ...sides.flatMap(([sign, side, color]) =>
      side === undefined ? [] : sideLines(sign, side, width).map((line) => paint(color, line)),
    ),
  ];
}

/** The columns of a row, as many on a line as fit; none is cut short, because half a rule misleads. */
function sideLines(
  sign: string,
  side: NonNullable<AccessChange['before']>,
  width: number,
): readonly string[] {
  const indent = ' '.repeat(8);
  const lines: string[] = [];
  for (const cell of cellsOf(side)) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last) + 2 + columns(cell) <= width) {
      lines[lines.length - 1] = `${last}  ${cell}`;
    } else {
      lines.push(...paragraph(cell, indent, width));
    }
  }
  const [first = indent, ...rest] = lines;
  return [`      ${sign} ${first.slice(indent.length)}`, ...rest];
}

/** `effect Allow`, `ports 80`; columns that nobody knows yet are said in one. */
function cellsOf(side: NonNullable<AccessChange['before']>): readonly string[] {
  const cells = Object.entries(side).filter(([, text]) => text !== '');
  const isUnknown = ([, text]: readonly [string, string]): boolean => text === unknown;
  const names = cells.filter(isUnknown).map(([name]) => name);
  return [
    ...cells.filter((cell) => !isUnknown(cell)).map(([name, text]) => `${name} ${text}`),
    ...(names.length === 0 ? [] : [`${names.join(', ')} ${unknown}`]),
  ].map(printable);
}

const unknown = '(known after apply)';

function nameOf({ address, constructPath }: AccessChange): string {
  return constructPath === undefined ? address : shortPath(constructPath);
}
