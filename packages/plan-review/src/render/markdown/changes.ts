import type { AttributeChange, PlanReview, ReviewedChange } from '../../model';
import { byKey } from '../../plan/text-order';
import { essentialsOf, grants } from '../essentials';
import { foldedChanges, namesOf, type FoldedChange } from '../folded';
import { printable } from '../printable';
import { type ChangeGroup, notesOf, shortPath, valueInWords } from '../words';
import { code, details, escaped, fenced, indented, short, table, written } from './text';

/**
 * How much is said of every change: all of it, what it means, its name, by name only what gives somebody a right, or how
 * many there are of a type.
 */
export type Amount = 'all' | 'meaning' | 'name' | 'grants' | 'count';

/** Writes the changes of one group, as much of them as it is asked for; equal ones once, with the address of each. */
export function changesOf(
  review: PlanReview,
  group: ChangeGroup,
  room: number,
): (amount: Amount) => string {
  const members = review.changes.filter(({ action }) => action === group.action);
  if (members.length === 0) {
    return () => '';
  }
  const title = `### ${group.sign} ${escaped(group.title)} (${members.length})`;
  let known: readonly FoldedChange[] | undefined;
  // What does not fit is asked for less and less: to find what is equal takes longer than to write it.
  const folded = (): readonly FoldedChange[] => (known ??= foldedChanges(members));
  return (amount) => `${title}\n\n${bodyOf(members, folded, amount, room)}`;
}

function bodyOf(
  members: readonly ReviewedChange[],
  folded: () => readonly FoldedChange[],
  amount: Amount,
  room: number,
): string {
  if (amount === 'count') {
    return byType(members);
  }
  if (amount === 'grants') {
    const granting = foldedChanges(members.filter(grants));
    const others = members.filter((change) => !grants(change));
    return [
      ...written(granting, room, (one) => describe(one, 'meaning')),
      ...(others.length === 0 ? [] : [`${granting.length > 0 ? '\n' : ''}${byType(others)}`]),
    ].join('\n');
  }
  return written(folded(), room, (one) => describe(one, amount)).join('\n');
}

function describe(folded: FoldedChange, amount: Amount): string {
  const { change } = folded;
  const names = headOf(folded);
  if (amount === 'name') {
    return names;
  }
  const lines = [
    names,
    ...change.effects.map(({ text, severity }) =>
      severity === 'info' ? `  - ${escaped(text)}` : `  - **${escaped(text)}**`,
    ),
    ...notesOf(change).map((note) => `  - ${escaped(short(note, 400))}`),
    ...essentials(folded),
  ];
  if (amount === 'meaning' || change.attributes.length === 0) {
    return lines.join('\n');
  }
  const { length } = change.attributes;
  const summary = `${length} ${length === 1 ? 'attribute' : 'attributes'}`;
  return [...lines, '', indented(details(summary, attributesOf(change.attributes))), ''].join('\n');
}

/** One change by its name; several by what they are called together, and the address of each below. */
function headOf(folded: FoldedChange): string {
  const { change, members } = folded;
  if (members.length === 1) {
    const { address, construct } = change;
    const name =
      construct === undefined
        ? code(address)
        : `**${escaped(shortPath(construct.path))}** ${code(address)}`;
    const source = construct?.source === undefined ? '' : ` at ${code(construct.source)}`;
    return `- ${name}${source}`;
  }
  const addresses = members.map(({ address }) => code(address)).join(', ');
  const title = `- **${members.length} ×** ${code(namesOf(folded).name)}`;
  return members.length <= 4
    ? `${title}: ${addresses}`
    : `${title}\n\n${indented(details(`${members.length} addresses`, addresses))}\n`;
}

/** What a reviewer needs of something new, on one line. */
function essentials({ change, members, differing }: FoldedChange): readonly string[] {
  const paths = new Set(members.flatMap(essentialsOf).map(({ path }) => path));
  const own = differing
    .filter(({ path }) => paths.has(path))
    .map(
      ({ path, values }) =>
        `${escaped(path)} ${values.map((text) => code(short(text))).join(', ')}`,
    );
  const common = essentialsOf(change).map(
    ({ path, after }) => `${escaped(path)} ${code(short(valueInWords(after)))}`,
  );
  const words = [...common, ...own];
  return words.length === 0 ? [] : [`  - ${words.join(', ')}`];
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
              if (line.kind === 'omitted') {
                return `  … ${line.count} equal lines`;
              }
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
  for (const { type } of changes) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .sort(byKey)
    .map(([type, count]) => `${count} × ${code(type)}`)
    .join(', ');
}
