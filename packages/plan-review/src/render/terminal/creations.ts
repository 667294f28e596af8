import type { ReviewedChange } from '../../model';
import { byText } from '../../plan/text-order';
import { essentialsOf, grants } from '../essentials';
import { foldedChanges, nameOf, namesOf, type FoldedChange } from '../folded';
import { groupedBy } from '../../plan/grouped-by';
import { printable } from '../printable';
import type { Layout } from './changes';
import { fit, paragraph, wrap } from './writer';
import type { ChangeGroup } from '../words';
import { valueInWords } from '../words';

/** What a reviewer needs of something new, folded into a paragraph: `role Owner, scope /subscriptions/…`. */
export function essentialLines(folded: FoldedChange, { width }: Layout): readonly string[] {
  const text = essentialWords(folded);
  return text === '' ? [] : paragraph(text, '        ', width);
}

function essentialWords({ change, members, differing }: FoldedChange): string {
  const own = new Map(differing.map(({ path, values }) => [path, values]));
  const paths = [...new Set(members.flatMap(essentialsOf).map(({ path }) => path))];
  const common = new Map(essentialsOf(change).map(({ path, after }) => [path, after]));
  return paths
    .map((path) => {
      const after = common.get(path);
      const values = after === undefined ? (own.get(path) ?? []) : [valueInWords(after)];
      return printable(`${path} ${values.join(' | ')}`);
    })
    .join(', ');
}

/**
 * Many creations by type, one line each; what gives somebody a right stands by name, with who gets which right and where.
 * What is told elsewhere is only counted.
 */
export function creationLines(
  changes: readonly ReviewedChange[],
  group: ChangeGroup,
  layout: Layout,
  isTold: (change: ReviewedChange) => boolean,
): readonly string[] {
  const granting = foldedChanges(changes.filter(grants));
  const types = [
    ...groupedBy(
      changes.filter((change) => !grants(change)),
      ({ type }) => [type],
    ),
  ].sort(([left], [right]) => byText(left?.type ?? '', right?.type ?? ''));
  const told = types.map((members) => ({
    members,
    text: members.every(isTold) ? '' : valuesOf(members),
  }));
  const { width, paint } = layout;
  return [
    ...granting.flatMap((folded) => [
      `  ${paint('green', group.sign)} ${printable(nameTogether(folded))}`,
      ...essentialLines(folded, layout),
    ]),
    ...told
      .filter(({ text }) => text !== '')
      .map(({ members, text }) => fit(`  ${counted(members)}: ${text}`, width)),
    ...wrap(
      told
        .filter(({ text }) => text === '')
        .map(({ members }) => counted(members).replaceAll(' ', '\u00a0'))
        .map((word, index, all) => (index === all.length - 1 ? word : `${word},`)),
      width - 2,
    ).map((line) => `  ${line.replaceAll('\u00a0', ' ')}`),
  ];
}

function nameTogether(folded: FoldedChange): string {
  const { change, members } = folded;
  if (members.length === 1) {
    return nameOf(change);
  }
  const { name, each } = namesOf(folded);
  return `${members.length} × ${name} ${each.join(', ')}`;
}

function counted(members: readonly ReviewedChange[]): string {
  const type = printable(members[0]?.type ?? '');
  return members.length === 1 ? type : `${members.length} × ${type}`;
}

/** The values that occur, by name of the attribute: `cidr_block 10.0.0.0/20 | 10.0.16.0/20`. */
function valuesOf(members: readonly ReviewedChange[]): string {
  const values = new Map<string, Set<string>>();
  for (const { path, after } of members.flatMap(essentialsOf)) {
    const seen = values.get(path) ?? new Set();
    values.set(path, seen.add(valueInWords(after)));
  }
  return [...values]
    .map(([path, seen]) => printable(`${path} ${[...seen].join(' | ')}`))
    .join(', ');
}
