import type { Finding, PlanReview } from 'plan-review';
import { approvalLevelOf, failOnOf, requirePolicies } from './gates';

test('a stage that asks, asks before every change, and another one never', () => {
  expect(approvalLevelOf({ approval: 'ask' }, undefined)).toBe('any-change');
  expect(approvalLevelOf({ approval: 'none' }, undefined)).toBe('never');
});

test('an option wins over the stage, and an unknown level is refused', () => {
  expect(approvalLevelOf({ approval: 'none' }, 'widening')).toBe('widening');
  expect(() => approvalLevelOf({ approval: 'none' }, 'broadening')).toThrow(
    "requireApproval: got 'broadening'. Allowed: never, widening, any-change. Fix: choose one of them.",
  );
});

const finding: Finding = {
  ruleId: 'ecs-ec2/imdsv2-required',
  tool: 'plan-review',
  level: 'fail',
  message: 'No token.',
  constructPath: 'Hello/Hosts',
};
const acknowledged = { id: finding.ruleId, reason: 'r', constructPath: 'Hello', expired: false };
const review = (findings: readonly Finding[]): PlanReview =>
  ({ findings: { findings, unusedAcknowledgements: [] } }) as unknown as PlanReview;

test('a serious finding fails with exit code 4 and says where', () => {
  expect(() => requirePolicies(review([finding]), 'policy')).toThrow(
    expect.objectContaining({
      exitCode: 4,
      message: expect.stringMatching(
        /1 finding fails[^]*imdsv2-required at Hello\/Hosts: No token\./,
      ),
    }),
  );
});

test('an accepted finding and one that only warns pass, an expired acceptance does not', () => {
  requirePolicies(
    review([
      { ...finding, acknowledged },
      { ...finding, level: 'warn' },
      { ...finding, untouched: true },
    ]),
    'policy',
  );
  const expired = { ...acknowledged, expired: true, expires: '2026-01-01' };
  expect(() => requirePolicies(review([{ ...finding, acknowledged: expired }]), 'policy')).toThrow(
    /accepted until 2026-01-01/,
  );
});

test('policies fail a plan only where the stage or the command says so', () => {
  expect(failOnOf({}, undefined)).toBe('none');
  expect(failOnOf({ failOn: 'policy' }, undefined)).toBe('policy');
  expect(failOnOf({ failOn: 'policy' }, 'none')).toBe('none');
  expect(() => failOnOf({}, 'approval')).toThrow(
    "failOn: got 'approval'. Allowed: none, policy. Fix: choose one of them.",
  );
  expect(() => requirePolicies(review([finding]), 'none')).not.toThrow();
});

test('a finding that fails says of what it has to be accepted', () => {
  expect(() => requirePolicies(review([{ ...finding, detail: '22/tcp' }]), 'policy')).toThrow(
    "imdsv2-required at Hello/Hosts (of '22/tcp'): No token.",
  );
});
