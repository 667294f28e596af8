import { holds, type Held } from '../knowledge/condition';
import { filled } from '../knowledge/in-words';
import { madeBesideOf, type MadeBeside } from '../knowledge/made-beside';
import type { EffectRule, Subject } from './context';
import { effectsOfOutcome, softened } from './from-knowledge';

/** What something new does to what exists: it takes over a default, replaces a list, or takes traffic. */
export const madeBesideRule: EffectRule = (subject) => {
  if (subject.change.action !== 'create') {
    return [];
  }
  for (const known of madeBesideOf(subject.change.type)) {
    const held = heldBy(subject, known);
    if (held !== undefined && !actsOnNew(subject, known)) {
      const { row } = known;
      const isSure = known.conditions.length === 0 || held.some(({ pair }) => !pair.isUnknown);
      return effectsOfOutcome(isSure ? row : softened(row), (text) => filled(text, held));
    }
  }
  return [];
};

/** The conditions that hold, or `undefined` where there are some and none does. */
function heldBy(
  { change, after, unknown, plan }: Subject,
  { conditions }: MadeBeside,
): readonly Held[] | undefined {
  // What the author leaves out is filled in by the provider, with what the cloud makes of it.
  const held = conditions
    .filter(({ path }) => plan.isWritten(change.address, path.split('.')[0] ?? path))
    .map((condition) => holds(condition, { before: {}, after, unknown }))
    .filter((found): found is Held => found !== undefined);
  return conditions.length > 0 && held.length === 0 ? undefined : held;
}

function actsOnNew({ change, plan }: Subject, { row }: MadeBeside): boolean {
  if (row.of === undefined || row.of === 'what it names') {
    return row.of !== undefined && plan.givesOnlyNew(change.address);
  }
  return plan.belongsToNew(change.address, row.of.attribute, row.of.types.split(' '));
}
