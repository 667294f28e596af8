import { failedFindings } from '../findings/failed-findings';
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

/** Whether a policy finding that fails makes the command fail. */
export type FailOn = 'none' | 'policy';

/** Every one of them, for an error or a help text. */
export const failOns: readonly FailOn[] = ['none', 'policy'];

/** What a plan must pass. Without any gate the code is 0, 2 or 1: what Terraform's own `-detailed-exitcode` says. */
export interface Gates {
  /** Which plans need an approval. @default 'never' */
  readonly requireApproval?: ApprovalLevel;
  /** `policy` fails on findings that are serious, where the plan acts, and that nobody accepted. @default 'none' */
  readonly failOn?: FailOn;
}

/** The exit code of a review; the worst that applies. A plan that Terraform could not finish is an error. */
export function exitCodeOf(review: PlanReview, gates: Gates = {}): number {
  const { requireApproval = 'never', failOn = 'none' } = gates;
  if (review.errored) {
    return reviewExitCodes.error;
  }
  if (failOn === 'policy' && failedFindings(review.findings).length > 0) {
    return reviewExitCodes.policyFailed;
  }
  if (needsApproval(review, requireApproval) !== undefined) {
    return reviewExitCodes.approvalNeeded;
  }
  return review.outcome === 'changes' ? reviewExitCodes.changes : reviewExitCodes.noChanges;
}

/** Worst first: what could not be read may hide anything. */
const severity: readonly number[] = [
  reviewExitCodes.error,
  reviewExitCodes.stalePlan,
  reviewExitCodes.policyFailed,
  reviewExitCodes.approvalNeeded,
  reviewExitCodes.changes,
];

/** The exit code of several plans: the worst of theirs. */
export function worstExitCode(codes: readonly number[]): number {
  return severity.find((code) => codes.includes(code)) ?? reviewExitCodes.noChanges;
}
