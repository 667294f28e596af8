import type { PlanReview, ReviewedChange } from '../model';

/**
 * Which plans somebody must approve: none; `widening`: those that allow more than before or lose data, may do so, or
 * destroy, replace or run what nobody knows to be harmless; or every one that changes anything.
 */
export type ApprovalLevel = 'never' | 'widening' | 'any-change';

/** Every level, for an error or a help text. */
export const approvalLevels: readonly ApprovalLevel[] = ['never', 'widening', 'any-change'];

/** Why a plan needs an approval at a level, or undefined when it needs none. What is undecided counts as widened. */
export function needsApproval(review: PlanReview, level: ApprovalLevel): string | undefined {
  if (level === 'never' || review.outcome === 'no-changes') {
    return undefined;
  }
  const { security, verdict } = review;
  if (security.accessWidened === 'yes') {
    return 'it allows more than before';
  }
  const isOther = security.changes.some(({ direction }) => direction === 'changed');
  if (security.accessWidened === 'undecided' || isOther) {
    return 'it may allow more than before';
  }
  if (verdict.dataLoss.length > 0) {
    return 'it loses data';
  }
  if ((verdict.dataLossPossible ?? []).length > 0) {
    return 'it may lose data';
  }
  if ((verdict.protectedLoss ?? []).length > 0) {
    return 'it removes what the configuration protects';
  }
  const notKnown = review.changes.filter(isNotKnown).map(({ action }) => action);
  if (notKnown.some((action) => action !== 'invoke')) {
    return 'nobody knows what is lost with what it removes';
  }
  if (notKnown.length > 0 || review.notRead !== undefined) {
    return 'nobody knows all of what it does';
  }
  return level === 'any-change' ? 'it changes something' : undefined;
}

/**
 * What changes in place and is not known keeps its data as far as anybody can tell; what goes takes along what it has, and
 * an action may destroy anything.
 */
function isNotKnown({ action, effects }: ReviewedChange): boolean {
  return (
    (action === 'destroy' || action === 'replace' || action === 'invoke') &&
    effects.some(({ known }) => known === false)
  );
}
