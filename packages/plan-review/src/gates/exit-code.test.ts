import type { Finding, PlanReview } from '../model';
import { reviewPlan } from '../review';
import { fixture } from '../testing/fixtures';
import { exitCodeOf, worstExitCode } from './exit-code';

const changes = reviewPlan(fixture('mixed'));
const none = reviewPlan(fixture('no-changes'));
const finding: Finding = { ruleId: 'r', tool: 't', level: 'fail', message: 'm' };
const withFinding = (more: Partial<Finding>): PlanReview => ({
  ...changes,
  findings: { findings: [{ ...finding, ...more }], unusedAcknowledgements: [] },
});
const any = { requireApproval: 'any-change' } as const;
const both = { ...any, failOn: 'policy' } as const;
const acknowledged = { id: 'r', reason: 'it is known', expired: false };

describe('exitCodeOf', () => {
  it.each([
    ['no changes', none, both, 0],
    ['changes', changes, {}, 2],
    ['changes nobody approved', changes, any, 3],
    ['a finding that fails, when nobody asked for policies', withFinding({}), {}, 2],
    ['a finding that fails', withFinding({}), { failOn: 'policy' }, 4],
    ['a finding that fails and a missing approval', withFinding({}), both, 4],
    ['a finding that warns', withFinding({ level: 'warn' }), { failOn: 'policy' }, 2],
    ['a finding where the plan does not act', withFinding({ untouched: true }), both, 3],
    ['an accepted finding', withFinding({ acknowledged }), { failOn: 'policy' }, 2],
    ['a plan with errors', { ...withFinding({}), errored: true }, both, 1],
  ] as const)('ends %s with its code', (_name, review, gates, code) => {
    expect(exitCodeOf(review, gates)).toBe(code);
  });
});

describe('worstExitCode', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 2, 0], 2],
    [[2, 3], 3],
    [[3, 4, 2], 4],
    [[4, 1, 2], 1],
  ])('of %j is %s', (codes, worst) => {
    expect(worstExitCode(codes)).toBe(worst);
  });
});
