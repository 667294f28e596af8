import type { DriftedResource, PlanReview } from '../model';

/** Applying any plan writes what refreshing found. */
export const TAKEN_OVER = 'the state takes it over';

/** What the plan does about a change made outside Terraform; undefined where it does nothing that can be said of it. */
export function driftInWords(
  { address, revertedByPlan }: DriftedResource,
  { changes, outcome }: PlanReview,
): string | undefined {
  if (revertedByPlan) {
    return 'this plan takes it back';
  }
  const isGone = changes.some(
    (change) => change.address === address && /destroy|replace|forget/.test(change.action),
  );
  return outcome === 'no-changes' || isGone ? undefined : TAKEN_OVER;
}
