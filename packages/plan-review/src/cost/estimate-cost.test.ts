import type { Json, JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { pricesOf } from './catalogue';
import { estimateCost } from './estimate-cost';

interface Sides {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

const action = ({ before, after }: Sides): string =>
  before === undefined ? 'create' : after === undefined ? 'delete' : 'no-op';

/** A plan with these resources, by `type.name`, in a region. */
function plan(
  resources: Readonly<Record<string, Sides>>,
  references: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {},
  region: string | null = 'us-east-1',
): PlanJson {
  const parts = (address: string) => {
    const [type = '', name = ''] = address.split('.');
    return { address, type, name };
  };
  return {
    format_version: '1.2',
    resource_changes: Object.entries(resources).map(([address, sides]) => ({
      ...parts(address),
      mode: 'managed',
      change: {
        actions: [action(sides)],
        before: sides.before ?? null,
        after: sides.after ?? null,
      },
    })),
    configuration: {
      ...(region === null
        ? {}
        : {
            provider_config: {
              aws: { name: 'aws', expressions: { region: { constant_value: region } } },
            },
          }),
      root_module: {
        resources: Object.entries(references).map(([address, attributes]) => ({
          ...parts(address),
          expressions: Object.fromEntries(
            Object.entries(attributes).map(([name, to]): [string, Json] => [
              name,
              [{ id: { references: to } }],
            ]),
          ),
        })),
      },
    },
  };
}

const template = (more: JsonObject = {}): JsonObject => ({
  instance_type: 't3.micro',
  block_device_mappings: [{ ebs: [{ volume_size: 30, volume_type: 'gp3' }] }],
  monitoring: [{ enabled: false }],
  network_interfaces: [],
  ...more,
});
const group: JsonObject = { desired_capacity: 3, min_size: 3 };
const links = {
  'aws_autoscaling_group.g': {
    launch_template: ['aws_launch_template.t.id', 'aws_launch_template.t'],
    vpc_zone_identifier: ['aws_subnet.a.id', 'aws_subnet.a', 'aws_subnet.b.id'],
  },
};
const created = (changes: Readonly<Record<string, JsonObject>> = {}) =>
  Object.fromEntries(
    Object.entries({
      'aws_autoscaling_group.g': group,
      'aws_launch_template.t': template(),
      'aws_subnet.a': { map_public_ip_on_launch: true },
      'aws_subnet.b': { map_public_ip_on_launch: true },
      ...changes,
    }).map(([address, after]) => [address, { after }]),
  );

test('three t3.micro with 30 GiB and a public address each are priced before they exist', () => {
  const cost = estimateCost(plan(created(), links), {
    'aws_autoscaling_group.g': { path: 'Hello/Cluster/Hosts' },
  });
  expect(cost).toMatchObject({
    region: 'us-east-1',
    currency: 'USD',
    monthlyBefore: 0,
    monthlyAfter: 40.93,
  });
  expect(cost.resources).toEqual([
    {
      address: 'aws_autoscaling_group.g',
      constructPath: 'Hello/Cluster/Hosts',
      what: '3 × t3.micro, on demand',
      monthlyAfter: 22.78,
    },
    {
      address: 'aws_autoscaling_group.g',
      constructPath: 'Hello/Cluster/Hosts',
      what: '3 × public IPv4 address',
      monthlyAfter: 10.95,
    },
    {
      address: 'aws_autoscaling_group.g',
      constructPath: 'Hello/Cluster/Hosts',
      what: '3 × 30 GiB gp3',
      monthlyAfter: 7.2,
    },
  ]);
  expect(cost.unpriced).toEqual([{ what: 'data transfer', why: 'depends on the traffic' }]);
});

test('a launch template that exists is found by its id, and a change of it changes the cost', () => {
  const linked = { ...group, launch_template: [{ id: 'lt-1' }], vpc_zone_identifier: ['subnet-1'] };
  const subnet = { id: 'subnet-1', map_public_ip_on_launch: false };
  const cost = estimateCost(
    plan({
      'aws_autoscaling_group.g': { before: linked, after: linked },
      'aws_launch_template.t': {
        before: template({ id: 'lt-1' }),
        after: template({ id: 'lt-1', instance_type: 't3.small', monitoring: [{ enabled: true }] }),
      },
      'aws_launch_template.other': {
        before: template({ id: 'lt-2' }),
        after: template({ id: 'lt-2' }),
      },
      'aws_subnet.a': { before: subnet, after: subnet },
    }),
  );
  expect(cost.resources).toEqual([
    {
      address: 'aws_autoscaling_group.g',
      what: '3 × t3.small, on demand',
      monthlyBefore: 22.78,
      monthlyAfter: 45.55,
    },
    {
      address: 'aws_autoscaling_group.g',
      what: '3 × 30 GiB gp3',
      monthlyBefore: 7.2,
      monthlyAfter: 7.2,
    },
    { address: 'aws_autoscaling_group.g', what: '3 × detailed monitoring', monthlyAfter: 6.3 },
  ]);
});

test('what is destroyed costs nothing any more', () => {
  const cost = estimateCost(plan({ 'aws_nat_gateway.n': { before: { id: 'nat-1' } } }));
  expect(cost).toMatchObject({ monthlyBefore: 32.85, monthlyAfter: 0, unpriced: [] });
});

test('gp3 beyond its baseline costs more', () => {
  const disk = [{ ebs: [{ volume_size: 100, volume_type: 'gp3', iops: 4000, throughput: 225 }] }];
  const cost = estimateCost(
    plan(created({ 'aws_launch_template.t': template({ block_device_mappings: disk }) }), links),
  );
  expect(cost.resources.find(({ what }) => what.includes('gp3'))?.monthlyAfter).toBe(
    3 * (8 + 5 + 4),
  );
});

test.each<[string, Readonly<Record<string, JsonObject>>, string, RegExp]>([
  [
    'an instance type without a price',
    { 'aws_launch_template.t': template({ instance_type: 'x9.huge' }) },
    'hosts of aws_autoscaling_group.g',
    /no price of x9.huge/,
  ],
  [
    'a type named like a part of every object',
    { 'aws_launch_template.t': template({ instance_type: 'constructor' }) },
    'hosts of aws_autoscaling_group.g',
    /no price of constructor/,
  ],
  [
    'Spot',
    { 'aws_launch_template.t': template({ instance_market_options: [{ market_type: 'spot' }] }) },
    'hosts of aws_autoscaling_group.g',
    /Spot price of t3.micro/,
  ],
  [
    'mixed instances',
    { 'aws_autoscaling_group.g': { ...group, mixed_instances_policy: [{}] } },
    'hosts of aws_autoscaling_group.g',
    /AWS decides/,
  ],
  [
    'an unknown size of the group',
    { 'aws_autoscaling_group.g': { min_size: null } },
    'hosts of aws_autoscaling_group.g',
    /known after apply/,
  ],
  [
    'a disk as big as the image',
    { 'aws_launch_template.t': template({ block_device_mappings: [] }) },
    'volumes of aws_autoscaling_group.g',
    /machine image/,
  ],
  [
    'subnets that differ',
    { 'aws_subnet.b': { map_public_ip_on_launch: false } },
    'public IPv4 addresses of aws_autoscaling_group.g',
    /not in this plan/,
  ],
])('%s is named, not guessed', (_, changes, what, why) => {
  const { unpriced } = estimateCost(plan(created(changes), links));
  expect(unpriced).toContainEqual({ what, why: expect.stringMatching(why) });
});

test('what only use decides is named', () => {
  const { unpriced, monthlyAfter } = estimateCost(
    plan({
      'aws_ecr_repository.r': { after: {} },
      'aws_ecs_cluster.c': {
        after: { setting: [{ name: 'containerInsights', value: 'enabled' }] },
      },
      'aws_cloudwatch_log_group.l': { after: {} },
    }),
  );
  expect(monthlyAfter).toBe(0);
  expect(unpriced.map(({ what }) => what)).toEqual([
    'log lines',
    'image storage in ECR',
    'Container Insights',
  ]);
});

test('without prices of the region nothing is added up', () => {
  const cost = estimateCost(plan(created(), links, 'ap-south-2'));
  expect(cost.monthlyAfter).toBeUndefined();
  expect(cost.unpriced).toEqual([
    { what: 'everything', why: 'the catalogue has no prices of ap-south-2' },
  ]);
  expect(estimateCost(plan(created(), links, null)).unpriced[0]?.why).toMatch(
    /region is not in this plan/,
  );
});

test('what is forgotten is said to go on costing', () => {
  const forgetting: PlanJson = {
    ...plan({}),
    resource_changes: [
      {
        address: 'aws_eip.e',
        type: 'aws_eip',
        name: 'e',
        change: { actions: ['forget'], before: {}, after: null },
      },
    ],
  };
  expect(estimateCost(forgetting).unpriced).toEqual([
    { what: 'aws_eip.e', why: 'forgotten: it stays and is billed' },
  ]);
});

test('every region of the catalogue resolves, and every price is a positive number', () => {
  for (const region of ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1']) {
    const { instancesPerHour, ...others } = pricesOf(region) ?? { instancesPerHour: {} };
    const all = [...Object.values(instancesPerHour), ...Object.values(others)];
    expect(all.length).toBeGreaterThan(20);
    expect(all.every((price) => typeof price === 'number' && price > 0)).toBe(true);
  }
  expect(pricesOf('toString')).toBeUndefined();
});

describe('what has no price here', () => {
  it('is named and counted, and not told as free', () => {
    expect(
      estimateCost(
        plan({
          'aws_db_instance.a': { after: {} },
          'aws_db_instance.b': { after: {} },
          'aws_eks_cluster.c': { after: {} },
          'aws_iam_role.d': { after: {} },
        }),
      ).unpriced,
    ).toEqual([
      { what: '2 × aws_db_instance', why: 'the catalogue has no price of it' },
      { what: 'aws_eks_cluster', why: 'the catalogue has no price of it' },
    ]);
  });

  it('is everything in another cloud', () => {
    expect(estimateCost(plan({ 'azurerm_lb.a': { after: {} } }, {}, null)).unpriced).toEqual([
      { what: 'azurerm_lb', why: 'the catalogue has prices of AWS only' },
    ]);
    expect(estimateCost(plan({ 'terraform_data.a': { after: {} } }, {}, null)).unpriced).toEqual(
      [],
    );
  });
});

describe('the public addresses of a load balancer', () => {
  const addresses = (after: JsonObject, references: readonly string[] = []) =>
    estimateCost(
      plan(
        {
          'aws_lb.web': { after: { load_balancer_type: 'application', internal: false, ...after } },
          'aws_subnet.a': { after: {} },
          'aws_subnet.b': { after: {} },
        },
        { 'aws_lb.web': { subnets: references } },
      ),
    ).resources.filter(({ what }) => what.includes('public IPv4'));

  test('are one in each of its subnets', () => {
    const known = addresses({ subnets: ['subnet-1', 'subnet-2', 'subnet-3'] });
    expect(known).toMatchObject([
      { address: 'aws_lb.web', what: '3 × public IPv4 address', monthlyAfter: 10.95 },
    ]);
  });

  test('are counted before the subnets exist', () => {
    const references = ['aws_subnet.a.id', 'aws_subnet.a', 'aws_subnet.b.id', 'aws_subnet.b'];
    expect(addresses({}, references)).toMatchObject([{ what: '2 × public IPv4 address' }]);
  });

  test('are none where it is in the network only, or the user gives it some', () => {
    expect(addresses({ internal: true, subnets: ['subnet-1'] })).toEqual([]);
    expect(
      addresses({ subnet_mapping: [{ subnet_id: 'subnet-1', allocation_id: 'eipalloc-1' }] }),
    ).toEqual([]);
    const without = { ip_address_type: 'dualstack-without-public-ipv4', subnets: ['subnet-1'] };
    expect(addresses(without)).toEqual([]);
  });
});
