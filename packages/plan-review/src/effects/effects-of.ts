import { actionKnowledgeOf, readingKnowledgeOf } from '../knowledge/actions';
import { knowledgeOf, type Knowledge } from '../knowledge/knowledge-of';
import type { Effect, ReviewedChange, SecurityReview } from '../model';
import { objectOf } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { rowOf } from '../plan/row-of';
import { effect, surroundingsOf, type EffectRule, type Subject } from './context';
import { ecsRules } from './ecs';
import { effectsOfOutcome, effectsOfRow } from './from-knowledge';
import { guardsTakenOff } from './guards';
import { hostRules } from './hosts';
import { keptDataRule } from './kept-data';
import { madeBesideRule } from './made-beside';
import { effectsOfManifest } from './manifest';
import { podRules } from './pods';
import { provisionerRule } from './provisioners';
import { effectsOfUnknown } from './signals';

/** What a row of a table cannot say. */
const rules: Readonly<Record<string, EffectRule>> = { ...ecsRules, ...hostRules, ...podRules };

/** Adds to every change what it does to what runs. */
export function withEffects(
  plan: PlanJson,
  changes: readonly ReviewedChange[],
  security: SecurityReview,
): readonly ReviewedChange[] {
  const surroundings = surroundingsOf(plan, security);
  const json = new Map(
    (plan.resource_changes ?? []).map((item) => [keyOf(item.address, item.deposed), item.change]),
  );
  return changes.map((change) => {
    const { before, after, after_unknown } =
      json.get(keyOf(change.address, change.deposed ? 'deposed' : undefined)) ?? {};
    return {
      ...change,
      effects: effectsOf({
        change,
        before: objectOf(before),
        after: objectOf(after),
        unknown: objectOf(after_unknown),
        paths: change.attributes.map(({ path }) => path),
        plan: surroundings,
      }),
    };
  });
}

function keyOf(address: string, deposed: string | undefined): string {
  return deposed === undefined ? address : `${address} deposed`;
}

/** What one change does. A resource of a type without knowledge that changes or goes is for people to judge. */
export function effectsOf(subject: Subject): readonly Effect[] {
  const { change } = subject;
  if (change.action === 'none') {
    return [];
  }
  if (change.action === 'read') {
    return effectsOfOutcome(readingKnowledgeOf(change.type) ?? {});
  }
  if (change.action === 'invoke') {
    return effectsOfAction(change.type);
  }
  if (change.action === 'forget') {
    return effect('attention', 'it stays as it is and Terraform no longer looks after it');
  }
  const knowledge = knowledgeOf(change.type);
  if (change.deposed) {
    return whatIsLeft(subject, knowledge);
  }
  const own = rowOf(rules, change.type);
  const effects = [
    ...(own?.(subject) ?? []),
    ...(knowledge !== undefined
      ? effectsOfRow(subject, knowledge)
      : (effectsOfManifest(subject) ?? effectsOfUnknown(subject))),
    ...madeBesideRule(subject),
    ...keptDataRule(subject),
    ...provisionerRule(subject),
    ...guardRule(subject),
  ];
  return distinct([...effects, ...(own === undefined ? closingRule(subject, effects) : [])]);
}

/** The new one has taken its place: nothing asks for it any more, and what it holds was never in the new one. */
function whatIsLeft(subject: Subject, knowledge: Knowledge | undefined): readonly Effect[] {
  const gone =
    knowledge === undefined ? effectsOfUnknown(subject) : effectsOfRow(subject, knowledge);
  return [
    ...effect('info', 'what is left of an earlier replacement is cleaned up'),
    ...gone.filter(({ severity, known }) => severity.startsWith('data-loss') || known === false),
  ];
}

/** What an action does stands in no value of the plan; of one without knowledge nothing good is said. */
function effectsOfAction(type: string): readonly Effect[] {
  const { does } = actionKnowledgeOf(type) ?? {
    does: { notKnown: 'what the action does is not known to this review' },
  };
  return effectsOfOutcome(does);
}

/** A safety catch is taken off: nothing happens yet, and the next plan can do what this one could not. */
const guardRule: EffectRule = ({ change, before, after }) => {
  const taken = change.action === 'update' ? guardsTakenOff(before, after) : [];
  return taken.length === 0
    ? []
    : effect(
        'data-loss-possible',
        `what keeps it from being lost with a later plan is taken off: ${taken.join(', ')}`,
      );
};

/** Less is allowed than before, and nobody knows who needed it. What has a rule of its own is rolled, and judged there. */
function closingRule({ change, plan }: Subject, effects: readonly Effect[]): readonly Effect[] {
  const isTold = effects.some(({ severity }) => severity.startsWith('downtime'));
  const closes =
    (change.action === 'create' && plan.closes(change.address)) ||
    (change.action === 'update' &&
      (plan.closes(change.address) || plan.isUndecided(change.address)));
  return isTold || !closes
    ? []
    : effect('downtime-possible', 'it allows less, or something else: who needs that is refused');
}

function distinct(effects: readonly Effect[]): readonly Effect[] {
  return [...new Map(effects.map((item) => [`${item.severity} ${item.text}`, item])).values()];
}
