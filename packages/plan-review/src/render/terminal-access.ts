import type { AccessChange, PlanReview } from '../model';
import { groupedAccess } from './grouped';
import { printable } from './printable';
import type { Layout } from './terminal-changes';
import { columns, paragraph } from './terminal-writer';
import { shortPath } from './words';

const colors = {
  widened: 'red',
  changed: 'yellow',
  narrowed: 'green',
  unchanged: 'dim',
} as const;

/** Who may do what: what several resources have in common is said once, and each of them is named. */
export function accessLines({ security }: PlanReview, layout: Layout): readonly string[] {
  if (security.changes.length === 0) {
    return [];
  }
  const title = layout.paint('bold', `Access (${security.changes.length})`);
  return ['', title, ...groupedAccess(security).flatMap((rows) => groupLines(rows, layout))];
}

function groupLines(rows: readonly AccessChange[], { paint, width }: Layout): readonly string[] {
  const [first] = rows;
  if (first === undefined) {
    return [];
  }
  const { direction, why } = first;
  const [name = '', ...others] = rows.map((row) => printable(nameOf(row)));
  const sides = [['-', first.before, 'red'] as const, ['+', first.after, 'green'] as const];
  return [
    `  ${paint(colors[direction], direction)}  ${name}`,
    ...others.map((other) => `  ${' '.repeat(direction.length)}  ${other}`),
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
