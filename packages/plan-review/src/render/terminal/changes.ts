import type { AttributeChange, PlannedAction, PlanReview, ReviewedChange } from '../../model';
import { isToldUnderAccess } from '../new-access';
import { onlyDestroys } from '../only-destroys';
import { foldedChanges, nameOf, namesOf, type FoldedChange } from '../folded';
import { printable } from '../printable';
import { creationLines, essentialLines } from './creations';
import type { Color, Paint } from './color';
import { columns, fit, paragraph, wrap } from './writer';
import {
  changeGroups,
  differenceInWords,
  notesOf,
  shortPath,
  sidesInWords,
  type ChangeGroup,
} from '../words';

/** What the layout depends on. */
export interface Layout {
  readonly paint: Paint;
  readonly width: number;
  readonly listAtMost: number;
}

const colors: Readonly<Record<PlannedAction, Color>> = {
  destroy: 'red',
  replace: 'red',
  invoke: 'yellow',
  update: 'yellow',
  create: 'green',
  forget: 'yellow',
  none: 'cyan',
  read: 'dim',
};

/** Every change in the order of danger. Many creations are told by type; nothing else is ever left out. */
export function changeLines(review: PlanReview, layout: Layout): readonly string[] {
  const { changes } = review;
  const isShortDestruction = onlyDestroys(review) && changes.length > layout.listAtMost;
  return changeGroups.flatMap((group) => {
    const members = changes.filter(({ action }) => action === group.action);
    if (members.length === 0) {
      return [];
    }
    const color = colors[group.action];
    const title = layout.paint(color, `${group.title} (${members.length})`);
    const isShort = group.action === 'create' || group.action === 'read';
    const folded = foldedChanges(members);
    const body =
      isShort && folded.length > layout.listAtMost
        ? creationLines(members, group, layout, (change) => isToldUnderAccess(change, review))
        : folded.flatMap((change) =>
            isShortDestruction && group.action === 'destroy'
              ? destroyedLines(change, group, layout)
              : describe(change, group, layout),
          );
    return ['', title, ...body];
  });
}

function describe(folded: FoldedChange, group: ChangeGroup, layout: Layout): readonly string[] {
  const { paint, width } = layout;
  const { change } = folded;
  return [
    ...headLines(folded, group, layout),
    ...notesOf(change).flatMap((note) => paragraph(printable(note), '      ', width)),
    ...effectLines(change, layout),
    ...(change.action === 'create'
      ? essentialLines(folded, layout)
      : attributesIn(change.attributes, layout)),
  ].map((line) => (change.action === 'read' ? paint('dim', line) : line));
}

/** Where all of it goes, each with what that means, and without where it stands in the code. */
function destroyedLines(
  folded: FoldedChange,
  group: ChangeGroup,
  layout: Layout,
): readonly string[] {
  const { change, members } = folded;
  const notes = notesOf(change);
  if (members.length > 1 || notes.length > 0) {
    return describe(folded, group, layout);
  }
  const { paint, width } = layout;
  const what = change.effects.map(({ text }) => text).join('; ');
  const text = printable(`${nameOf(change)}${what === '' ? '' : `: ${what}`}`);
  const [first = '', ...rest] = paragraph(text, '      ', width).map((line) => line.slice(6));
  return [
    `  ${paint(colors.destroy, group.sign)} ${first}`,
    ...rest.map((line) => `      ${line}`),
  ];
}

/** One change by its name; several by what they are called together, and the name of each. */
function headLines(
  folded: FoldedChange,
  group: ChangeGroup,
  { paint, width }: Layout,
): readonly string[] {
  const { change, members } = folded;
  const sign = paint(colors[group.action], group.sign);
  if (members.length > 1) {
    const { name, each } = namesOf(folded);
    const names = each.map((one, index) => {
      const construct = name === change.type ? members[index]?.construct : undefined;
      const path = construct === undefined ? '' : `${shortPath(construct.path)} `;
      return `${printable(path + one)}${index < each.length - 1 ? ',' : ''}`;
    });
    return [
      `  ${sign} ${members.length} × ${printable(name)}`,
      ...wrap(names, Math.max(20, width - 6)).map((line) => `      ${line}`),
    ];
  }
  const head = printable(nameOf(change));
  const { construct } = change;
  const beside = [
    ...(construct === undefined ? [] : [printable(change.address)]),
    ...(construct?.source === undefined ? [] : [printable(construct.source)]),
  ].join('  ');
  if (beside !== '' && 4 + columns(head) + 2 + columns(beside) <= width) {
    return [`  ${sign} ${head}  ${paint('dim', beside)}`];
  }
  return [`  ${sign} ${head}`, ...(beside === '' ? [] : [`      ${paint('dim', beside)}`])];
}

function effectLines({ effects }: ReviewedChange, { paint, width }: Layout): readonly string[] {
  return effects.flatMap(({ text, severity }) => {
    const color = severity === 'info' ? 'dim' : severity === 'attention' ? 'yellow' : 'red';
    return paragraph(printable(`! ${text}`), '      ', width).map((line) => paint(color, line));
  });
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
