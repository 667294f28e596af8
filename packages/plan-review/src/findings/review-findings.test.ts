import type { AcknowledgementInput } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { failedFindings, reviewFindings } from './review-findings';

const plan: PlanJson = {
  format_version: '1.2',
  resource_changes: [
    {
      address: 'aws_launch_template.t',
      type: 'aws_launch_template',
      name: 't',
      change: { actions: ['create'], before: null, after: { monitoring: [{ enabled: true }] } },
    },
    {
      address: 'aws_subnet.s[0]',
      type: 'aws_subnet',
      name: 's',
      index: 0,
      change: { actions: ['create'], before: null, after: { map_public_ip_on_launch: true } },
    },
  ],
};
const origins = {
  'aws_launch_template.t': { path: 'Hello/Hosts/LaunchTemplate' },
  'aws_subnet.s': { path: 'Hello/Network/Subnet' },
};
const accept = (more: Partial<AcknowledgementInput> = {}): AcknowledgementInput => ({
  id: 'ecs-ec2/public-subnet',
  reason: 'no NAT gateway',
  constructPath: 'Hello/Network',
  ...more,
});
const review = (acknowledgements: readonly AcknowledgementInput[] = []) =>
  reviewFindings(plan, { origins, acknowledgements, today: new Date('2026-11-23T12:00:00Z') });

test('findings name the resource and the construct, the serious ones first', () => {
  expect(review().findings).toMatchObject([
    {
      ruleId: 'ecs-ec2/imdsv2-required',
      level: 'fail',
      constructPath: 'Hello/Hosts/LaunchTemplate',
    },
    {
      ruleId: 'ecs-ec2/public-subnet',
      level: 'warn',
      address: 'aws_subnet.s[0]',
      constructPath: 'Hello/Network/Subnet',
    },
  ]);
});

test.each([
  ['its own id', 'ecs-ec2/public-subnet'],
  ['the id of Checkov', 'CKV_AWS_130'],
  ['the id of Trivy', 'AWS-0164'],
])('an acknowledgement by %s covers everything below its construct, and is shown', (_, id) => {
  const { findings, unusedAcknowledgements } = review([accept({ id })]);
  expect(findings[1]?.acknowledged).toEqual({ ...accept({ id }), expired: false });
  expect(unusedAcknowledgements).toEqual([]);
});

test.each([
  ['another construct', accept({ constructPath: 'Hello/Hosts' })],
  ['a construct whose name only starts alike', accept({ constructPath: 'Hello/Net' })],
  ['another rule', accept({ id: 'CKV_AWS_8' })],
])('an acknowledgement for %s covers nothing and is named as unused', (_, acknowledgement) => {
  const { findings, unusedAcknowledgements } = review([acknowledgement]);
  expect(findings.every(({ acknowledged }) => acknowledged === undefined)).toBe(true);
  expect(unusedAcknowledgements).toEqual([{ ...acknowledgement, expired: false }]);
});

test('only serious findings that nobody accepts fail, and an acknowledgement that expired accepts nothing', () => {
  const serious = { id: 'CKV_AWS_79', constructPath: 'Hello' };
  expect(failedFindings(review())).toHaveLength(1);
  expect(failedFindings(review([accept({ ...serious, expires: '2026-11-24' })]))).toEqual([]);
  const expired = review([accept({ ...serious, expires: '2026-11-23' })]);
  expect(failedFindings(expired)).toMatchObject([{ acknowledged: { expired: true } }]);
});
