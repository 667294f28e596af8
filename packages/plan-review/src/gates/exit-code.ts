import { failedFindings } from '../findings/review-findings';
import type { PlanReview } from '../model';
import { needsApproval, type ApprovalLevel } from './needs-approval';

/** What a command that reviews a plan ends with. */
export const reviewExitCodes = {
  noChanges: 0,
  error: 1,
  changes: 2,
  approvalNeeded: 3,
  policyFailed: 4,
  stalePlan: 5,
} as const;

/** The exit code of a review; the worst that applies. A plan that Terraform could not finish is an error. */
export function exitCodeOf(review: PlanReview, level: ApprovalLevel): number {
  if (review.errored) {
    return reviewExitCodes.error;
  }
  if (failedFindings(review.findings).length > 0) {
    return reviewExitCodes.policyFailed;
  }
  if (needsApproval(review, level) !== undefined) {
    return reviewExitCodes.approvalNeeded;
  }
  return review.outcome === 'changes' ? reviewExitCodes.changes : reviewExitCodes.noChanges;
}
