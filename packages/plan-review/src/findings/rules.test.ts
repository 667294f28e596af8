import type { JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { reviewFindings } from './review-findings';
import { RULES } from './rules';
import { placeExamples } from './rules/testing/place-examples';
import { plan, inline } from './rules/testing/rule-values';
import { workExamples } from './rules/testing/work-examples';

const rows = [...placeExamples, ...workExamples];

const messages = (rule: string, type: string, values: JsonObject): readonly string[] =>
  reviewFindings(plan(type, values))
    .findings.filter(({ ruleId }) => ruleId === `ecs-ec2/${rule}`)
    .map(({ message }) => message);

test.each(rows)('%s passes and fails on %s', (rule, type, good, bad, message) => {
  expect(messages(rule, type, good)).toEqual([]);
  expect(messages(rule, type, bad)).toContainEqual(expect.stringMatching(message));
});

/** Something beside the resource that keeps the rule. */
const beside: readonly (readonly [string, string, JsonObject, string, JsonObject])[] = [
  ['flow-logs', 'aws_vpc', { id: 'vpc-1' }, 'aws_flow_log', { vpc_id: 'vpc-1' }],
  [
    'default-security-group-left',
    'aws_vpc',
    { id: 'vpc-1' },
    'aws_default_security_group',
    { vpc_id: 'vpc-1' },
  ],
  [
    'bucket-versioning',
    'aws_s3_bucket',
    { id: 'b' },
    'aws_s3_bucket_versioning',
    { bucket: 'b', versioning_configuration: [{ status: 'Enabled' }] },
  ],
];

const together = (...plans: readonly PlanJson[]): PlanJson => ({
  format_version: '1.2',
  resource_changes: plans.flatMap(({ resource_changes = [] }) => resource_changes),
});

test.each(beside)('%s of %s is kept by what stands beside it', (rule, type, values, other, its) => {
  expect(messages(rule, type, values)).toHaveLength(1);
  const ids = (all: PlanJson) => reviewFindings(all).findings.map(({ ruleId }) => ruleId);
  expect(ids(together(plan(type, values), plan(other, its)))).not.toContain(`ecs-ec2/${rule}`);
});

test('a bucket whose versions are suspended keeps none', () => {
  const off = { bucket: 'b', versioning_configuration: [{ status: 'Suspended' }] };
  const both = together(plan('aws_s3_bucket', { id: 'b' }), plan('aws_s3_bucket_versioning', off));
  expect(reviewFindings(both).findings.map(({ ruleId }) => ruleId)).toContain(
    'ecs-ec2/bucket-versioning',
  );
});

test('two halves that are resources of their own open a group, where its own rule stays judged', () => {
  const half = (name: string, from_port: number, to_port: number): PlanJson => {
    const [change] =
      plan('aws_vpc_security_group_ingress_rule', {
        security_group_id: 'sg-1',
        ip_protocol: 'tcp',
        from_port,
        to_port,
        cidr_ipv4: '0.0.0.0/0',
      }).resource_changes ?? [];
    if (change === undefined) {
      throw new Error('no change');
    }
    return { format_version: '1.2', resource_changes: [{ ...change, address: `x.${name}`, name }] };
  };
  const group = { id: 'sg-1', ...inline('ingress', { from_port: 443, to_port: 443 }) };
  const { findings } = reviewFindings(
    together(plan('aws_security_group', group), half('low', 0, 30000), half('high', 30001, 65535)),
  );
  expect(findings.filter(({ ruleId }) => ruleId === 'ecs-ec2/no-open-group')).toHaveLength(1);
  expect(
    findings
      .filter(({ ruleId }) => ruleId === 'ecs-ec2/open-to-the-internet')
      .map(({ address, detail }) => `${address} ${detail}`),
  ).toEqual(['aws_security_group.r 443/tcp', 'x.high 30001-65535/tcp', 'x.low 0-30000/tcp']);
});

test('a rule of a security group is judged once, where it is made', () => {
  const open = { protocol: 'tcp', from_port: 80, to_port: 80, cidr_blocks: ['0.0.0.0/0'] };
  const rule = {
    security_group_id: 'sg-1',
    ip_protocol: 'tcp',
    from_port: 80,
    to_port: 80,
    cidr_ipv4: '0.0.0.0/0',
  };
  const both: PlanJson = {
    format_version: '1.2',
    resource_changes: [
      ...(plan('aws_security_group', { id: 'sg-1', ingress: [open] }).resource_changes ?? []),
      ...(plan('aws_vpc_security_group_ingress_rule', rule).resource_changes ?? []),
    ],
  };
  const found = reviewFindings(both).findings.filter(({ ruleId }) =>
    ruleId.endsWith('open-to-the-internet'),
  );
  expect(found.map(({ address }) => address)).toEqual(['aws_vpc_security_group_ingress_rule.r']);
});

test('every rule has a row above', () => {
  const tested = new Set([...rows, ...beside].map(([rule]) => `ecs-ec2/${rule}`));
  expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

test('every rule has one id and a page that explains it', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { helpUri } of RULES) {
    expect(helpUri).toMatch(/^https:\/\//);
  }
});

test('no two rules say that another tool finds exactly what they find', () => {
  const all = RULES.flatMap(({ aliases, aliasesOf = {} }) => [
    ...aliases,
    ...Object.values(aliasesOf).flat(),
  ]);
  expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
});

test('what goes is not judged', () => {
  const going: PlanJson = {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'aws_subnet.r',
        type: 'aws_subnet',
        name: 'r',
        change: { actions: ['delete'], before: { map_public_ip_on_launch: true }, after: null },
      },
    ],
  };
  expect(reviewFindings(going).findings).toEqual([]);
});
