import { plannedAction } from '../changes/action';
import type { Finding } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { findingsBefore } from './own-findings';

/**
 * Marks what the plan brings about, and what it has nothing to do with: the resource is not touched, and the finding was
 * true before.
 *
 * A finding can come about at a resource that stays as it is, where the plan removes what it relied on: a network whose
 * flow log is destroyed. What another tool finds without naming a resource counts while the plan changes anything.
 */
export function markByPlan(findings: readonly Finding[], plan: PlanJson): readonly Finding[] {
  const touched = touchedAddresses(plan);
  const before = new Set(findingsBefore(plan, findings).map(keyOf));
  return findings.map((finding): Finding => {
    if (finding.tool === 'plan-review' && !before.has(keyOf(finding))) {
      return { ...finding, introduced: true };
    }
    const isTouched =
      finding.address === undefined ? touched.size > 0 : touched.has(finding.address);
    return isTouched ? finding : { ...finding, untouched: true };
  });
}

/** What the plan makes, changes, replaces, destroys or takes over. */
function touchedAddresses(plan: PlanJson): ReadonlySet<string> {
  return new Set(
    (plan.resource_changes ?? [])
      .filter(
        ({ change, mode }) =>
          mode !== 'data' &&
          (plannedAction(change.actions) !== 'none' || change.importing !== undefined),
      )
      .map(({ address }) => address),
  );
}

function keyOf({ ruleId, address, detail }: Finding): string {
  return JSON.stringify([ruleId, address, detail]);
}
