import type { PlanReview } from '../model';

/** Writes a review as JSON, after `schema/plan-review-1.0.schema.json`. */
export function renderJson(review: PlanReview): string {
  return JSON.stringify(review, null, 2);
}
