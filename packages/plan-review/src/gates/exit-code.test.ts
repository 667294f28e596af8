import type { Finding, PlanReview } from '../model';
import { reviewPlan } from '../review';
import { fixture } from '../testing/fixtures';
import { exitCodeOf } from './exit-code';

const changes = reviewPlan(fixture('mixed'));
const none = reviewPlan(fixture('no-changes'));
const finding: Finding = { ruleId: 'r', tool: 't', level: 'fail', message: 'm' };
const withFinding = (level: Finding['level']): PlanReview => ({
  ...changes,
  findings: { findings: [{ ...finding, level }], unusedAcknowledgements: [] },
});

describe('exitCodeOf', () => {
  it.each([
    ['no changes', none, 'any-change', 0],
    ['changes', changes, 'never', 2],
    ['changes nobody approved', changes, 'any-change', 3],
    ['a finding that fails', withFinding('fail'), 'any-change', 4],
    ['a finding that warns', withFinding('warn'), 'never', 2],
    ['a plan with errors', { ...withFinding('fail'), errored: true }, 'any-change', 1],
  ] as const)('ends %s with its code', (_name, review, level, code) => {
    expect(exitCodeOf(review, level)).toBe(code);
  });
});
