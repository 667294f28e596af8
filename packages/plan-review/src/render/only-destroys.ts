import type { PlanReview } from '../model';

/**
 * Whether a plan does nothing but destroy. What it narrows, and which findings and outputs go, follows from what goes; a
 * reader of so much of it wants each thing once.
 */
export function onlyDestroys({ changes }: PlanReview): boolean {
  const acting = changes.filter(({ action }) => action !== 'none' && action !== 'read');
  return acting.length > 0 && acting.every(({ action }) => action === 'destroy');
}
