import type { Effect, ReviewedChange } from '../model';
import { isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { rowOf } from '../plan/row-of';
import { effect, surroundingsOf, type Rule, type Subject } from './context';
import { dataRule } from './data';
import { ecsRules } from './ecs';
import { hostRules } from './hosts';
import { networkRules } from './network';

const rules: Readonly<Record<string, Rule>> = { ...ecsRules, ...hostRules, ...networkRules };

/** Adds to every change what it does to what runs. */
export function withEffects(
  plan: PlanJson,
  changes: readonly ReviewedChange[],
): readonly ReviewedChange[] {
  const surroundings = surroundingsOf(plan);
  const json = new Map(
    (plan.resource_changes ?? []).map((item) => [keyOf(item.address, item.deposed), item.change]),
  );
  return changes.map((change) => {
    const { before, after } =
      json.get(keyOf(change.address, change.deposed ? 'deposed' : undefined)) ?? {};
    return {
      ...change,
      effects: effectsOf({
        change,
        before: objectOf(before),
        after: objectOf(after),
        paths: change.attributes.map(({ path }) => path),
        plan: surroundings,
      }),
    };
  });
}

function keyOf(address: string, deposed: string | undefined): string {
  return deposed === undefined ? address : `${address} deposed`;
}

/** What one change does. A resource of a type without a rule that changes or goes is for people to judge. */
export function effectsOf(subject: Subject): readonly Effect[] {
  const { change } = subject;
  if (change.type.startsWith('data.') || change.action === 'read' || change.action === 'none') {
    return [];
  }
  if (change.action === 'forget') {
    return effect('attention', 'it stays as it is and Terraform no longer looks after it');
  }
  if (change.deposed) {
    return effect('info', 'what is left of an earlier replacement is cleaned up');
  }
  const rule = rowOf(rules, change.type);
  const found = [...dataRule(subject), ...(rule?.(subject) ?? [])];
  if (found.length > 0 || rule !== undefined || change.action === 'create') {
    return found;
  }
  return change.action === 'update' && hasOnlyTags(change) ? [] : notKnown(change);
}

/** Nothing happens to what carries a tag. An update without a visible difference is not one of tags. */
function hasOnlyTags({ attributes }: ReviewedChange): boolean {
  return attributes.length > 0 && attributes.every(({ path }) => /^(tags|tags_all)\b/.test(path));
}

/** Of a type without knowledge nothing good is said. */
function notKnown({ action }: ReviewedChange): readonly Effect[] {
  const text = `${action === 'update' ? 'changes in place; ' : ''}its effect on what runs is not known to this review`;
  return [{ severity: 'attention', text, known: false }];
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
