import { counters } from '../knowledge/counters';
import type { DriftedResource } from '../model';
import { blockAddress } from '../plan/configuration';
import { equal, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { plannedAction } from './action';
import { changedAttributes, withoutEmpty } from './attributes';
import { Mirrors } from './mirrored-attributes';
import { originOf, type Origins } from './review-changes';

/**
 * What was changed or deleted outside Terraform, and what this plan does about it. Moves are no drift, nor is what only
 * reads otherwise after the first refresh: nothing written as an empty list, rules that are resources of their own.
 */
export function reviewDrift(plan: PlanJson, origins: Origins): readonly DriftedResource[] {
  const planned = new Map((plan.resource_changes ?? []).map((json) => [json.address, json]));
  const relevant = new Set(
    (plan.relevant_attributes ?? []).map(({ resource }) => blockAddress(resource)),
  );
  const mirrors = new Mirrors(plan);
  return (plan.resource_drift ?? []).flatMap((drifted) => {
    const json = withoutReflections(drifted, mirrors);
    const action = plannedAction(json.change.actions);
    if (action !== 'update' && action !== 'destroy') {
      return [];
    }
    const attributes =
      action === 'update' ? changedAttributes(json.change, undefined).attributes : [];
    if (action === 'update' && attributes.length === 0) {
      return [];
    }
    const change = planned.get(json.address);
    const changes = change !== undefined && plannedAction(change.change.actions) !== 'none';
    return [
      {
        address: json.address,
        type: json.type,
        ...originOf(json.address, origins),
        action,
        attributes,
        revertedByPlan: change !== undefined && isReverted(json, change, action),
        relevant: changes || relevant.has(blockAddress(json.address)),
      },
    ];
  });
}

function withoutReflections(json: ResourceChangeJson, mirrors: Mirrors): ResourceChangeJson {
  const side = (values: Json | undefined): Json =>
    withoutCounters(withoutEmpty(mirrors.without(json.type, values)) ?? {});
  const { before, after } = json.change;
  return json.change.actions[0] === 'update'
    ? { ...json, change: { ...json.change, before: side(before), after: side(after) } }
    : json;
}

/** What clouds count by themselves, nobody changed. */
function withoutCounters(values: Json): Json {
  return isObject(values)
    ? Object.fromEntries(Object.entries(values).filter(([name]) => !counters.has(name)))
    : values;
}

/** A deletion is taken back by creating it again; a change, by writing what was there before it. */
function isReverted(
  drift: ResourceChangeJson,
  planned: ResourceChangeJson,
  action: 'update' | 'destroy',
): boolean {
  const plannedActionIs = plannedAction(planned.change.actions);
  if (action === 'destroy') {
    return plannedActionIs === 'create' || plannedActionIs === 'replace';
  }
  const [before, now, next] = [drift.change.before, drift.change.after, planned.change.after];
  if (!isObject(before) || !isObject(now) || !isObject(next)) {
    return false;
  }
  const own = (object: JsonObject, name: string): Json =>
    Object.hasOwn(object, name) ? (object[name] ?? null) : null;
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => !equal(own(before, name), own(now, name)))
    .some((name) => equal(withoutEmpty(own(next, name)) ?? null, own(before, name)));
}
