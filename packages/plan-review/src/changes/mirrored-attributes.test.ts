import type { JsonObject } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { reviewDrift } from './review-drift';

const kept = (address: string, values: JsonObject): ResourceChangeJson => {
  const [type = '', name = ''] = address.split('.');
  return { address, type, name, change: { actions: ['no-op'], before: values, after: values } };
};
const drifted = (address: string, before: JsonObject, after: JsonObject): ResourceChangeJson => ({
  ...kept(address, before),
  change: { actions: ['update'], before, after },
});
const drift = (
  resource_drift: readonly ResourceChangeJson[],
  ...others: readonly ResourceChangeJson[]
) => {
  const plan: PlanJson = {
    format_version: '1.2',
    resource_drift,
    resource_changes: [
      ...resource_drift.map(({ address, change }) => kept(address, change.after as JsonObject)),
      ...others,
    ],
  };
  return reviewDrift(plan, {}).map(({ address, attributes }) => [
    address,
    attributes.map(({ path }) => path),
  ]);
};
const rule = (name: string) =>
  kept(`aws_vpc_security_group_ingress_rule.${name}`, {
    security_group_id: 'sg-1',
    ip_protocol: 'tcp',
    from_port: 80,
    to_port: 80,
    cidr_ipv4: '0.0.0.0/0',
    description: null,
  });
const entry = (port: number, ...cidr_blocks: readonly string[]): JsonObject => ({
  from_port: port,
  to_port: port,
  protocol: 'tcp',
  cidr_blocks: cidr_blocks.length === 0 ? ['0.0.0.0/0'] : cidr_blocks,
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: [],
  self: false,
  description: '',
});
const group = (...ports: readonly number[]): JsonObject => ({
  id: 'sg-1',
  ingress: ports.map((port) => entry(port)),
});

test('what is only read in another way than it was written is no drift', () => {
  expect(
    drift([drifted('aws_ecr_repository.r', { id: 'r', tags: null }, { id: 'r', tags: {} })]),
  ).toEqual([]);
});

test('a security group that has the rules made for it has not drifted', () => {
  expect(drift([drifted('aws_security_group.g', group(), group(80))], rule('a'))).toEqual([]);
});

test('a rule that nobody made with Terraform is drift', () => {
  const [[address, paths] = []] = drift(
    [drifted('aws_security_group.g', group(), group(80, 22))],
    rule('a'),
  );
  expect(address).toBe('aws_security_group.g');
  expect(paths?.length).toBeGreaterThan(0);
});

test('rules of another group do not count', () => {
  const other = kept('aws_vpc_security_group_ingress_rule.o', { security_group_id: 'sg-2' });
  expect(drift([drifted('aws_security_group.g', group(), group(22))], other)).toHaveLength(1);
});

test('a peer that somebody added to a managed rule is drift, although AWS tells them as one entry', () => {
  const after = { ...group(), ingress: [entry(80, '0.0.0.0/0', '10.0.0.0/8')] };
  expect(drift([drifted('aws_security_group.g', group(), after)], rule('a'))).toEqual([
    ['aws_security_group.g', ['ingress[0]']],
  ]);
});

test('a rule that somebody put in the place of a managed one is drift', () => {
  const [[address] = []] = drift([drifted('aws_security_group.g', group(), group(22))], rule('a'));
  expect(address).toBe('aws_security_group.g');
});

test('one rule with several peers has not drifted', () => {
  const managed = kept('aws_security_group_rule.r', {
    type: 'ingress',
    security_group_id: 'sg-1',
    protocol: 'tcp',
    from_port: 80,
    to_port: 80,
    cidr_blocks: ['10.0.0.0/8', '192.168.0.0/16'],
  });
  const after = { ...group(), ingress: [entry(80, '10.0.0.0/8', '192.168.0.0/16')] };
  expect(drift([drifted('aws_security_group.g', group(), after)], managed)).toEqual([]);
  const egress = { ...group(), egress: after['ingress'] ?? null };
  expect(drift([drifted('aws_security_group.g', group(), egress)], managed)).toHaveLength(1);
});

test('a rule that somebody deleted is told once, where it is made', () => {
  const deleted: ResourceChangeJson = {
    ...rule('a'),
    change: { actions: ['delete'], before: rule('a').change.before ?? null, after: null },
  };
  expect(drift([drifted('aws_security_group.g', group(80), group()), deleted])).toEqual([
    ['aws_vpc_security_group_ingress_rule.a', []],
  ]);
});

test('another policy under the name of a managed one is drift', () => {
  const policy = (action: string): JsonObject => ({ name: 'p', policy: `{"Action":"${action}"}` });
  const managed = kept('aws_iam_role_policy.p', { role: 'r', ...policy('a') });
  const role = (...inline_policy: readonly JsonObject[]): JsonObject => ({
    name: 'r',
    inline_policy,
  });
  expect(drift([drifted('aws_iam_role.r', role(), role(policy('a')))], managed)).toEqual([]);
  expect(drift([drifted('aws_iam_role.r', role(), role(policy('b')))], managed)).toHaveLength(1);
});

test.each([
  [
    'aws_iam_role.r',
    { name: 'r', managed_policy_arns: [] },
    { name: 'r', managed_policy_arns: ['arn:aws:iam::aws:policy/p'] },
    kept('aws_iam_role_policy_attachment.p', {
      role: 'r',
      policy_arn: 'arn:aws:iam::aws:policy/p',
    }),
  ],
  [
    'aws_route_table.t',
    { id: 't', route: [] },
    { id: 't', route: [{ gateway_id: 'igw', cidr_block: '0.0.0.0/0', nat_gateway_id: '' }] },
    kept('aws_route.r', {
      route_table_id: 't',
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: 'igw',
    }),
  ],
  [
    'aws_ecs_cluster.c',
    { name: 'c', capacity_providers: [] },
    { name: 'c', capacity_providers: ['p'] },
    kept('aws_ecs_cluster_capacity_providers.p', { cluster_name: 'c', capacity_providers: ['p'] }),
  ],
])('%s reflects what is managed beside it', (address, before, after, child) => {
  expect(drift([drifted(address, before, after)], child)).toEqual([]);
  expect(drift([drifted(address, before, after)])).toHaveLength(1);
});

test('another attribute that changes beside a reflection is shown alone', () => {
  const before = { ...group(), description: 'a' };
  const after = { ...group(80), description: 'b' };
  expect(drift([drifted('aws_security_group.g', before, after)], rule('a'))).toEqual([
    ['aws_security_group.g', ['description']],
  ]);
});
