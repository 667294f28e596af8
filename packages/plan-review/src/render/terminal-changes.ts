import type { AttributeChange, PlannedAction, PlanReview, ReviewedChange } from '../model';
import { printable } from './printable';
import { columns, fit, paragraph, wrap, type Color, type Paint } from './terminal-writer';
import {
  changeGroups,
  differenceInWords,
  notesOf,
  shortPath,
  sidesInWords,
  type ChangeGroup,
} from './words';

/** What the layout depends on. */
export interface Layout {
  readonly paint: Paint;
  readonly width: number;
  readonly listAtMost: number;
}

const colors: Readonly<Record<PlannedAction, Color>> = {
  destroy: 'red',
  replace: 'red',
  update: 'yellow',
  create: 'green',
  forget: 'yellow',
  none: 'cyan',
  read: 'dim',
};

/** Every change in the order of danger. Many creations are counted by type; nothing else is ever left out. */
export function changeLines({ changes }: PlanReview, layout: Layout): readonly string[] {
  return changeGroups.flatMap((group) => {
    const members = changes.filter(({ action }) => action === group.action);
    if (members.length === 0) {
      return [];
    }
    const color = colors[group.action];
    const title = layout.paint(color, `${group.title} (${members.length})`);
    const isShort = group.action === 'create' || group.action === 'read';
    const body =
      isShort && members.length > layout.listAtMost
        ? byType(members, layout.width).map((line) => `  ${line}`)
        : members.flatMap((change) => describe(change, group, color, layout));
    return ['', title, ...body];
  });
}

function describe(
  change: ReviewedChange,
  group: ChangeGroup,
  color: Color,
  layout: Layout,
): readonly string[] {
  const { paint, width } = layout;
  const address = printable(change.address);
  const { construct } = change;
  const head = construct === undefined ? address : printable(shortPath(construct.path));
  const beside = [
    ...(construct === undefined ? [] : [address]),
    ...(construct?.source === undefined ? [] : [printable(construct.source)]),
  ].join('  ');
  const lines = [`  ${paint(color, group.sign)} ${head}`];
  if (beside !== '' && 4 + columns(head) + 2 + columns(beside) <= width) {
    lines[0] += `  ${paint('dim', beside)}`;
  } else if (beside !== '') {
    lines.push(`      ${paint('dim', beside)}`);
  }
  return [
    ...lines,
    ...notesOf(change).flatMap((note) => paragraph(printable(note), '      ', width)),
    ...effectLines(change, layout),
    ...attributeLines(change, layout),
  ];
}

function effectLines({ effects }: ReviewedChange, { paint, width }: Layout): readonly string[] {
  return effects.flatMap(({ text, severity }) => {
    const color = severity === 'info' ? 'dim' : severity === 'attention' ? 'yellow' : 'red';
    return paragraph(printable(`! ${text}`), '      ', width).map((line) => paint(color, line));
  });
}

/** For a creation the author's choices are in the program; here they would only hide what changes. */
function attributeLines(change: ReviewedChange, layout: Layout): readonly string[] {
  if (change.action === 'create') {
    return [];
  }
  return attributesIn(change.attributes, layout);
}

/** Attributes as `path: before → after`, texts of several lines line by line. */
export function attributesIn(
  attributes: readonly AttributeChange[],
  layout: Layout,
): readonly string[] {
  const { paint, width } = layout;
  return attributes.flatMap((attribute) => {
    const diff = (attribute.lines ?? []).map((line) => {
      if (line.kind === 'omitted') {
        return paint('dim', `            … ${line.count} equal lines`);
      }
      const sign = { same: ' ', added: '+', removed: '-' }[line.kind];
      const color = ({ same: 'dim', added: 'green', removed: 'red' } as const)[line.kind];
      return paint(color, fit(`          ${sign} ${printable(line.text)}`, Math.max(30, width)));
    });
    return [...headOf(attribute, layout), ...diff];
  });
}

/** On one line where it fits; else the path and both values have a line each, and only the end of a value gives way. */
function headOf(attribute: AttributeChange, { paint, width }: Layout): readonly string[] {
  const path = printable(attribute.path);
  const difference = printable(differenceInWords(attribute));
  const forced = attribute.forcesReplacement ? '  (forces replacement)' : '';
  if (columns(`        ${path}: ${difference}${forced}`) <= width) {
    return [`        ${path}: ${difference}${paint('red', forced)}`];
  }
  const room = Math.max(30, width) - 12;
  const values =
    columns(difference) <= room
      ? [difference]
      : sidesInWords(attribute).map((side) => fit(printable(side), room));
  return [
    `        ${fit(path, Math.max(30, width) - 9 - forced.length)}:${paint('red', forced)}`,
    ...values.map((value) => `            ${value}`),
  ];
}

function byType(changes: readonly ReviewedChange[], width: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { type } of changes) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const words = [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([type, number]) =>
      number === 1 ? printable(type) : `${number}\u00a0×\u00a0${printable(type)}`,
    )
    .map((word, index, all) => (index === all.length - 1 ? word : `${word},`));
  return wrap(words, width - 2).map((line) => line.replaceAll('\u00a0', ' '));
}
