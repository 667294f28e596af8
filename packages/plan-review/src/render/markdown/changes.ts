import type { AttributeChange, PlanReview, ReviewedChange } from '../../model';
import { printable } from '../printable';
import { type ChangeGroup, notesOf, shortPath, valueInWords } from '../words';
import { code, details, escaped, fenced, indented, short, table, written } from './text';

/** How much is said of every change: all of it, what it means, its name, or how many there are of a type. */
export type Amount = 'all' | 'meaning' | 'name' | 'count';

/** The changes of one group. */
export function changesOf(
  review: PlanReview,
  group: ChangeGroup,
  amount: Amount,
  room: number,
): string {
  const members = review.changes.filter(({ action }) => action === group.action);
  if (members.length === 0) return '';
  const title = `### ${group.sign} ${escaped(group.title)} (${members.length})`;
  const body =
    amount === 'count'
      ? byType(members)
      : written(members, room, (change) => describe(change, amount)).join('\n');
  return `${title}\n\n${body}`;
}

function describe(change: ReviewedChange, amount: Amount): string {
  const { address, construct } = change;
  const name =
    construct === undefined
      ? code(address)
      : `**${escaped(shortPath(construct.path))}** ${code(address)}`;
  if (amount === 'name') return `- ${name}`;
  const source = construct?.source === undefined ? '' : ` at ${code(construct.source)}`;
  const lines = [
    `- ${name}${source}`,
    ...change.effects.map(({ text, severity }) =>
      severity === 'info' ? `  - ${escaped(text)}` : `  - **${escaped(text)}**`,
    ),
    ...notesOf(change).map((note) => `  - ${escaped(short(note, 400))}`),
  ];
  if (amount === 'meaning' || change.attributes.length === 0) return lines.join('\n');
  const { length } = change.attributes;
  const summary = `${length} ${length === 1 ? 'attribute' : 'attributes'}`;
  return [...lines, '', indented(details(summary, attributesOf(change.attributes))), ''].join('\n');
}

/** Attributes as a table, and texts of several lines below it as a diff. */
export function attributesOf(attributes: readonly AttributeChange[]): string {
  const rows = attributes.map(({ path, before, after, forcesReplacement }) => [
    `${code(short(path))}${forcesReplacement ? ' **forces replacement**' : ''}`,
    before.kind === 'absent' ? '' : code(short(valueInWords(before))),
    after.kind === 'absent' ? '' : code(short(valueInWords(after))),
  ]);
  const diffs = attributes.flatMap(({ path, lines = [] }) =>
    lines.length === 0
      ? []
      : [
          `${code(short(path))}\n\n${fenced(
            'diff',
            lines.map((line) => {
              if (line.kind === 'omitted') return `  … ${line.count} equal lines`;
              const sign = { same: ' ', added: '+', removed: '-' }[line.kind];
              return `${sign} ${printable(short(line.text, 300))}`;
            }),
          )}`,
        ],
  );
  return [table(['attribute', 'before', 'after'], rows), ...diffs].join('\n\n');
}

function byType(changes: readonly ReviewedChange[]): string {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([type, count]) => `${count} × ${code(type)}`)
    .join(', ');
}
