import { referenceStack } from './fixtures/reference-stack';
import type { Ec2CapacityOptions } from './hosts/ec2-capacity-options';
import { synth, type Template } from './testing';

const managedScaling = { maxInstanceCount: 6 };
const MORE = { instanceType: 't3.small', instanceCount: 1 } as const;

/** Every kind of cluster, with a second group of hosts that comes after the service. */
const MODES: Readonly<Record<string, Partial<Ec2CapacityOptions>>> = {
  'of fixed size': {},
  'scaled by ECS': { managedScaling },
  'scaled by ECS, of Spot hosts of several types': {
    managedScaling,
    spot: {},
    otherInstanceTypes: ['t3a.micro'],
  },
};

/** Terraform destroys in the reverse order of creation: each of these outlives whatever names it in this table. */
const OUTLIVED_BY: Readonly<Record<string, readonly string[]>> = {
  aws_ecs_service: [
    'aws_ecs_cluster_capacity_providers',
    'aws_ecs_capacity_provider',
    'aws_autoscaling_group',
    'aws_launch_template',
    'aws_iam_instance_profile',
    'aws_iam_role_policy',
    'aws_iam_role',
    'aws_vpc_security_group_ingress_rule',
    'aws_vpc_security_group_egress_rule',
    'aws_security_group',
    'aws_route',
    'aws_route_table_association',
    'aws_internet_gateway',
    'aws_subnet',
    'aws_vpc',
    'aws_ecs_cluster',
    'aws_ecs_task_definition',
    'aws_cloudwatch_log_group',
    'aws_ecr_repository',
  ],
  aws_ecs_cluster_capacity_providers: [
    'aws_ecs_capacity_provider',
    'aws_autoscaling_group',
    'aws_ecs_cluster',
  ],
  aws_ecs_capacity_provider: ['aws_autoscaling_group', 'aws_ecs_cluster'],
};

/** What a host needs until it has left; of its own group only. */
const HOST_NEEDS = [
  'aws_launch_template',
  'aws_iam_instance_profile',
  'aws_iam_role_policy',
  'aws_iam_role',
  'aws_vpc_security_group_egress_rule',
  'aws_security_group',
];
const NETWORK_NEEDS = [
  'aws_route',
  'aws_route_table_association',
  'aws_internet_gateway',
  'aws_subnet',
  'aws_vpc',
  'aws_ecs_cluster',
];

const addressesOf = (template: Template, type: string, part = '') =>
  template
    .resourcesOf(type)
    .map(({ address }) => address)
    .filter((address) => address.includes(part));

/** Pairs of an earlier destroyed and a later destroyed resource for which Terraform is free to do it the other way. */
const unordered = (template: Template, first: readonly string[], later: readonly string[]) =>
  first.flatMap((one) =>
    later.filter((other) => !template.createdBefore(other, one)).map((other) => [one, other]),
  );

describe.each(Object.entries(MODES))('destroying a cluster %s', (_mode, options) => {
  let template: Template;

  beforeAll(() => {
    template = synth((stack) => {
      const { cluster } = referenceStack(stack, { capacity: options });
      cluster.addCapacity('More', { ...MORE, ...options, otherInstanceTypes: [] });
    });
  });

  it.each(Object.keys(OUTLIVED_BY))('%s comes before all that it needs', (type) => {
    const first = addressesOf(template, type);
    const later = (OUTLIVED_BY[type] ?? []).flatMap((other) => addressesOf(template, other));
    const own =
      type === 'aws_ecs_capacity_provider'
        ? first.flatMap((address) => unordered(template, [address], ownOf(address, later)))
        : unordered(template, first, later);
    expect(own).toEqual([]);
  });

  it.each(['Cluster_Hosts', 'Cluster_More'])(
    'the hosts of %s terminate while they can still reach ECS and are allowed to leave',
    (group) => {
      const hosts = addressesOf(template, 'aws_autoscaling_group', group);
      const later = [
        ...HOST_NEEDS.flatMap((type) => addressesOf(template, type, group)),
        ...NETWORK_NEEDS.flatMap((type) => addressesOf(template, type)),
      ];
      expect(hosts).toHaveLength(1);
      expect(later.length).toBeGreaterThanOrEqual(HOST_NEEDS.length + NETWORK_NEEDS.length);
      expect(unordered(template, hosts, later)).toEqual([]);
    },
  );

  it('no group of hosts waits for the other one, nor for the service', () => {
    const [hosts = '', more = ''] = addressesOf(template, 'aws_autoscaling_group');
    const [service = ''] = addressesOf(template, 'aws_ecs_service');
    expect(unordered(template, [hosts, more], [service])).toHaveLength(2);
    expect(unordered(template, [hosts], [more])).toHaveLength(1);
    expect(unordered(template, [more], [hosts])).toHaveLength(1);
  });

  it('has what the table speaks of', () => {
    const isManaged = options.managedScaling !== undefined;
    expect(addressesOf(template, 'aws_autoscaling_group')).toHaveLength(2);
    expect(addressesOf(template, 'aws_ecs_capacity_provider')).toHaveLength(isManaged ? 2 : 0);
    expect(addressesOf(template, 'aws_ecs_cluster_capacity_providers')).toHaveLength(
      isManaged ? 1 : 0,
    );
    const absent = [
      ...new Set([...Object.values(OUTLIVED_BY).flat(), ...HOST_NEEDS, ...NETWORK_NEEDS]),
    ].filter((type) => addressesOf(template, type).length === 0);
    expect(absent).toEqual(
      isManaged ? [] : ['aws_ecs_cluster_capacity_providers', 'aws_ecs_capacity_provider'],
    );
  });

  it('leaves nothing to wait for: the service goes with its tasks, the group with its hooks', () => {
    const drains = options.managedScaling !== undefined;
    expect(template.resource('aws_ecs_service').attributes['force_delete']).toBe(true);
    for (const { attributes } of template.resourcesOf('aws_autoscaling_group')) {
      expect(attributes['force_delete']).toBe(drains);
    }
  });
});

/** A capacity provider needs its own group of hosts, and the cluster. */
function ownOf(provider: string, addresses: readonly string[]): readonly string[] {
  const group = /Cluster_(Hosts|More)/.exec(provider)?.[0] ?? '';
  return addresses.filter(
    (address) => address.includes(group) || address.startsWith('aws_ecs_cluster.'),
  );
}
