import {
  approvalLevels,
  type ApprovalLevel,
  failedFindings,
  failOns,
  type FailOn,
  type PlanReview,
} from 'plan-review';
import { exitCodes, Failure } from './failure';
import type { StageSettings } from './hooks';

/** The level that was asked for, else that of the stage. */
export function approvalLevelOf(
  { approval }: Pick<StageSettings, 'approval'>,
  asked: string | undefined,
): ApprovalLevel {
  if (asked === undefined) {
    return approval === 'none' ? 'never' : 'any-change';
  }
  const level = approvalLevels.find((known) => known === asked);
  if (level !== undefined) {
    return level;
  }
  throw new Failure(
    `requireApproval: got '${asked}'. Allowed: ${approvalLevels.join(', ')}. Fix: choose one of them.`,
  );
}

/** Whether policies fail a plan: what was asked for, else what the stage says. */
export function failOnOf(
  { failOn = 'none' }: Pick<StageSettings, 'failOn'>,
  asked: string | undefined,
): FailOn {
  if (asked === undefined) {
    return failOn;
  }
  const known = failOns.find((one) => one === asked);
  if (known !== undefined) {
    return known;
  }
  throw new Failure(
    `failOn: got '${asked}'. Allowed: ${failOns.join(', ')}. Fix: choose one of them.`,
  );
}

/**
 * Throws with exit code 4 where policies count, and a finding is serious, where the plan acts, and nobody accepted it.
 */
export function requirePolicies({ findings }: PlanReview, failOn: FailOn): void {
  if (failOn === 'none') {
    return;
  }
  const failed = failedFindings(findings);
  if (failed.length === 0) {
    return;
  }
  const lines = failed.map(({ ruleId, message, detail, constructPath, address, acknowledged }) => {
    const where = constructPath ?? address ?? 'somewhere';
    const expired = acknowledged === undefined ? '' : ` (accepted until ${acknowledged.expires})`;
    const of = detail === undefined ? '' : ` (of '${detail}')`;
    return `  - ${ruleId} at ${where}${of}${expired}: ${message}`;
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
