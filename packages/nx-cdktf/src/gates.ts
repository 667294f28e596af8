import { approvalLevels, type ApprovalLevel, failedFindings, type PlanReview } from 'plan-review';
import { exitCodes, Failure } from './failure';
import type { StageSettings } from './hooks';

/** The level that was asked for, else that of the stage. */
export function approvalLevelOf(
  { approval }: Pick<StageSettings, 'approval'>,
  asked: string | undefined,
): ApprovalLevel {
  if (asked === undefined) return approval === 'none' ? 'never' : 'any-change';
  const level = approvalLevels.find((known) => known === asked);
  if (level !== undefined) return level;
  throw new Failure(
    `requireApproval: got '${asked}'. Allowed: ${approvalLevels.join(', ')}. Fix: choose one of them.`,
  );
}

/** Throws with exit code 4 when a policy finding is serious and nobody accepted it. */
export function requirePolicies({ findings }: PlanReview): void {
  const failed = failedFindings(findings);
  if (failed.length === 0) return;
  const lines = failed.map(({ ruleId, message, constructPath, address, acknowledged }) => {
    const where = constructPath ?? address ?? 'somewhere';
    const expired = acknowledged === undefined ? '' : ` (accepted until ${acknowledged.expires})`;
    return `  - ${ruleId} at ${where}${expired}: ${message}`;
  });
  throw new Failure(
    [
      `policy: ${failed.length} ${failed.length === 1 ? 'finding fails' : 'findings fail'} this plan. Nothing was changed.`,
      ...lines,
      'Fix: correct them, or accept one with acknowledge(construct, { id, reason }).',
    ].join('\n'),
    exitCodes.policyFailed,
  );
}
