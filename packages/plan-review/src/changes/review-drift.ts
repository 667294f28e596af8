import type { AttributeChange, DriftedResource } from '../model';
import { blockAddress } from '../plan/configuration';
import { equal, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { plannedAction } from './action';
import { World } from '../plan/world';
import { changedAttributes } from './attributes';
import { mirroredAttributes } from './mirrored-attributes';
import { originOf, type Origins } from './review-changes';

/** What was changed or deleted outside Terraform, and what this plan does about it. Moves are no drift. */
export function reviewDrift(plan: PlanJson, origins: Origins): readonly DriftedResource[] {
  const planned = new Map((plan.resource_changes ?? []).map((json) => [json.address, json]));
  const relevant = new Set(
    (plan.relevant_attributes ?? []).map(({ resource }) => blockAddress(resource)),
  );
  const before = World.before(plan);
  return (plan.resource_drift ?? []).flatMap((json) => {
    const action = plannedAction(json.change.actions);
    if (action !== 'update' && action !== 'destroy') {
      return [];
    }
    const attributes = action === 'update' ? driftedAttributes(json, before) : [];
    // Terraform also reports what it merely reads in another way than it wrote it: `null` as an empty map.
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

function driftedAttributes(json: ResourceChangeJson, world: World): readonly AttributeChange[] {
  const mirrored = mirroredAttributes(json, world);
  return changedAttributes(json.change, undefined).attributes.filter(
    ({ path }) => !mirrored.has(path.split(/[.[]/)[0] ?? ''),
  );
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
  const drifted = Object.keys(now).filter((name) => !equal(own(before, name), own(now, name)));
  return drifted.length > 0 && drifted.some((name) => equal(own(next, name), own(before, name)));
}
