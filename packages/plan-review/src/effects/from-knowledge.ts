import type { Effect } from '../model';
import { holds, onlyCountChanges, type Held } from '../knowledge/condition';
import { filled } from '../knowledge/in-words';
import type { Knowledge } from '../knowledge/knowledge-of';
import type { Outcome } from '../knowledge/row';
import { guardAttributes, guardOf, staysBecauseOf } from './guards';
import type { Subject } from './context';
import { isHarmless, normalPath } from './harmless';

const severities: Readonly<Record<keyof Outcome, Effect['severity']>> = {
  loses: 'data-loss',
  mayLose: 'data-loss-possible',
  stops: 'downtime',
  mayStop: 'downtime-possible',
  look: 'attention',
  notKnown: 'attention',
  fine: 'info',
};

/** What the row of a type says of one change. */
export function effectsOfRow(subject: Subject, knowledge: Knowledge): readonly Effect[] {
  switch (subject.change.action) {
    case 'destroy':
      return whenItGoes(subject, knowledge);
    case 'replace':
      return [...whenItGoes(subject, knowledge), ...whenItIsMade(subject, knowledge)];
    case 'update':
      return changesInPlace(subject, knowledge);
    case 'create':
      return whenItIsMade(subject, knowledge);
    default:
      return [];
  }
}

/** What one outcome comes to; `may` where the value that decides is known only after apply. */
export function effectsOfOutcome(
  outcome: Outcome,
  write = (text: string): string => text,
): readonly Effect[] {
  return (Object.keys(severities) as (keyof Outcome)[]).flatMap((key) => {
    const text = outcome[key];
    if (text === undefined) {
      return [];
    }
    const severity = severities[key];
    return [{ severity, text: write(text), ...(key === 'notKnown' ? { known: false } : {}) }];
  });
}

function whenItGoes({ change, before }: Subject, { row }: Knowledge): readonly Effect[] {
  if (change.replaceOrder === 'create-and-forget') {
    return [
      { severity: 'attention', text: 'the old one stays in the account, no longer managed' },
      ...(row.gone.loses === undefined ? [] : effectsOfOutcome(madeFirst(row.gone, true))).filter(
        ({ severity }) => severity === 'downtime-possible',
      ),
    ];
  }
  const stays = staysBecauseOf(before);
  if (stays !== undefined) {
    const text = `the old one stays, no longer managed, because ${stays} is set`;
    return [{ severity: 'attention', text }];
  }
  const isReplaced = change.action === 'replace';
  const { loses, ...rest } = (isReplaced ? row.replaced : undefined) ?? row.gone;
  const lost = loses === undefined ? [] : effectsOfOutcome({ loses: loses + guardOf(row, before) });
  if (change.replaceOrder !== 'create-first' || row.replaced !== undefined) {
    return [...lost, ...effectsOfOutcome(rest)];
  }
  return [...lost, ...effectsOfOutcome(madeFirst(rest, loses !== undefined))];
}

/** Where the new one is made first, what asks for the old one fails only for a moment, or finds nothing in the new one. */
function madeFirst({ stops, mayStop, ...rest }: Outcome, losesData: boolean): Outcome {
  const text = stops ?? mayStop;
  if (text === undefined) {
    return rest;
  }
  return {
    ...rest,
    mayStop: losesData
      ? 'what uses it finds another one, without the data'
      : `${text}, once the new one exists`,
  };
}

function changesInPlace(subject: Subject, knowledge: Knowledge): readonly Effect[] {
  const touched = [...new Set(subject.paths.map(normalPath))];
  const roots = new Set(touched.map(rootOf));
  const effects = told(subject, knowledge, (path) => roots.has(rootOf(path)));
  const reached = subject.plan.opens(subject.change.address)
    ? []
    : knowledge.access.filter((path) =>
        touched.some((other) => other === path || other.startsWith(`${path}.`)),
      );
  const isCounted = (path: string, other: string): boolean =>
    !path.startsWith(`${other}.`) || onlyCountChanges(subject, other);
  const unjudged = touched.filter(
    (path) =>
      !isHarmless(path) &&
      !guardAttributes.has(path) &&
      !knowledge.judged.some((other) => overlap(path, other)) &&
      !knowledge.counted.some((other) => overlap(path, other) && isCounted(path, other)),
  );
  return [
    ...effects,
    ...(reached.length === 0
      ? []
      : [
          {
            severity: 'attention' as const,
            text: `who may do what changes: ${reached.join(', ')}`,
          },
        ]),
    ...notJudged(unjudged, touched.length === 0),
  ];
}

/**
 * What is made new does something only to what exists already: a rule that expires objects of a bucket. Made again for the
 * same bucket, it does what is new in it.
 */
function whenItIsMade(subject: Subject, knowledge: Knowledge): readonly Effect[] {
  const { row } = knowledge;
  const made = row.made === undefined ? [] : effectsOfOutcome(row.made);
  const changes = knowledge.changes.filter(({ alsoNew }) => alsoNew === true);
  const nothingToSay = changes.length === 0 && made.length === 0;
  if (nothingToSay || (row.of !== undefined && belongsToNew(subject, row.of))) {
    return [];
  }
  const isForTheSame =
    row.of !== undefined &&
    (subject.before[row.of.attribute] ?? null) === (subject.after[row.of.attribute] ?? null);
  const before = isForTheSame ? subject.before : {};
  return [...made, ...told({ ...subject, before }, { ...knowledge, changes }, () => true)];
}

function belongsToNew(
  { change, plan }: Subject,
  { attribute, type }: NonNullable<Knowledge['row']['of']>,
): boolean {
  return plan.belongsToNew(change.address, attribute, [type]);
}

function told(
  { before, after, unknown }: Subject,
  { changes }: Knowledge,
  isTouched: (path: string) => boolean,
): readonly Effect[] {
  const judged = new Set<string>();
  return changes.flatMap(
    ({
      conditions,
      when: _when,
      alsoNew: _alsoNew,
      unlimited,
      missing,
      ofExisting,
      ...outcome
    }) => {
      const reading = { unlimited, missing, ofExisting };
      const held = conditions
        .filter(({ path }) => isTouched(path) && ![...judged].some((other) => overlap(path, other)))
        .map((condition) => holds(condition, { before, after, unknown }, reading))
        .filter((found): found is Held => found !== undefined);
      held.forEach(({ path }) => judged.add(path));
      if (held.length === 0) {
        return [];
      }
      const isSure = held.some(({ pair }) => !pair.isUnknown);
      return effectsOfOutcome(isSure ? outcome : softened(outcome), (text) => filled(text, held));
    },
  );
}

/** Where the value that decides is known only after apply. */
export function softened({
  loses,
  mayLose = loses,
  stops,
  mayStop = stops,
  ...rest
}: Outcome): Outcome {
  return {
    ...rest,
    mayLose,
    mayStop,
  };
}

function notJudged(paths: readonly string[], nothingIsSeen: boolean): readonly Effect[] {
  if (nothingIsSeen) {
    const text =
      'changes in place without a difference that can be seen; what it does is not known';
    return [{ severity: 'attention', text, known: false }];
  }
  if (paths.length === 0) {
    return [];
  }
  const names = [...new Set(paths.map(rootOf))];
  const text = `what ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''} ${names.length === 1 ? 'does' : 'do'} to what runs is not known to this review`;
  return [{ severity: 'attention', text, known: false }];
}

function rootOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** Whether one place lies in the other. */
function overlap(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`);
}
