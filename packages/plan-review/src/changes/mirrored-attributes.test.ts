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
  kept(`aws_vpc_security_group_ingress_rule.${name}`, { security_group_id: 'sg-1', from_port: 80 });
const group = (...ports: readonly number[]): JsonObject => ({
  id: 'sg-1',
  ingress: ports.map((from_port) => ({ from_port, protocol: 'tcp' })),
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

test.each([
  [
    'aws_iam_role.r',
    { id: 'r', inline_policy: [] },
    { id: 'r', inline_policy: [{ name: 'p' }] },
    kept('aws_iam_role_policy.p', { role: 'r' }),
  ],
  [
    'aws_route_table.t',
    { id: 't', route: [] },
    { id: 't', route: [{ gateway_id: 'igw' }] },
    kept('aws_route.r', { route_table_id: 't' }),
  ],
  [
    'aws_ecs_cluster.c',
    { name: 'c', capacity_providers: [] },
    { name: 'c', capacity_providers: ['p'] },
    kept('aws_ecs_cluster_capacity_providers.p', { cluster_name: 'c' }),
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
