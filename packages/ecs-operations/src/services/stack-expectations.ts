import type { StatusExpectation } from '../ecs-status';
import type { StateInstance } from './state-services';

/** What a stack asks of the hosts of one cluster, by the name of the cluster. */
export type ClusterExpectations = ReadonlyMap<string, StatusExpectation>;

/**
 * How many hosts a stack asks for, in how many zones and of which type, as its state has it: the Auto Scaling groups whose
 * hosts join a cluster. A group belongs to a cluster by its capacity provider, or by the `ECS_CLUSTER` of its user data; one
 * that does neither is nobody's, and nothing is expected of it. Where something scales a group, its least size counts.
 */
export function clusterExpectations(instances: readonly StateInstance[]): ClusterExpectations {
  const asked = new Map<string, AskedHosts[]>();
  for (const group of ofType(instances, 'aws_autoscaling_group')) {
    for (const cluster of clustersOf(group, instances)) {
      asked.set(cluster, [...(asked.get(cluster) ?? []), askedHosts(group, instances)]);
    }
  }
  return new Map(
    [...asked].map(([cluster, groups]) => {
      const hosts = groups.reduce((sum, group) => sum + group.hosts, 0);
      const zones = new Set(groups.flatMap((group) => group.zones)).size;
      const types = [...new Set(groups.map((group) => group.instanceType))];
      return [
        cluster,
        {
          hosts,
          ...(zones === 0 ? {} : { availabilityZones: Math.min(zones, hosts) }),
          ...(types.length === 1 && types[0] !== undefined ? { instanceType: types[0] } : {}),
        },
      ];
    }),
  );
}

interface AskedHosts {
  readonly hosts: number;
  readonly zones: readonly string[];
  readonly instanceType?: string;
}

type Values = Readonly<Record<string, unknown>>;

function askedHosts({ values }: StateInstance, instances: readonly StateInstance[]): AskedHosts {
  const [least, desired] = [numberOf(values['min_size']), numberOf(values['desired_capacity'])];
  const type = templateOf(values, instances)?.['instance_type'];
  return {
    hosts: (isScaled(values, instances) ? least : desired) ?? least ?? 0,
    zones: textsOf(values['availability_zones']),
    ...(typeof type === 'string' && type !== '' ? { instanceType: type } : {}),
  };
}

/** The number of a group that something scales is not what was asked for, but where it stood. */
function isScaled(group: Values, instances: readonly StateInstance[]): boolean {
  const managed = providersOf(group, instances).some(({ values }) => {
    const [provider] = blocksOf(values['auto_scaling_group_provider']);
    const [scaling] = blocksOf(provider?.['managed_scaling']);
    return scaling?.['status'] === 'ENABLED';
  });
  return (
    managed ||
    ['aws_autoscaling_policy', 'aws_autoscaling_schedule'].some((type) =>
      ofType(instances, type).some(
        ({ values }) => values['autoscaling_group_name'] === group['name'],
      ),
    )
  );
}

function clustersOf(
  { values }: StateInstance,
  instances: readonly StateInstance[],
): readonly string[] {
  const providers = providersOf(values, instances).map((provider) => provider.values['name']);
  const associated = ofType(instances, 'aws_ecs_cluster_capacity_providers').flatMap((one) =>
    textsOf(one.values['capacity_providers']).some((name) => providers.includes(name))
      ? textOf(one.values['cluster_name'])
      : [],
  );
  return [...new Set([...associated, ...clusterInUserData(templateOf(values, instances))])];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html */
function clusterInUserData(template: Values | undefined): readonly string[] {
  const encoded = template?.['user_data'];
  if (typeof encoded !== 'string') {
    return [];
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  // Bottlerocket has TOML instead of a script.
  const found =
    /\bECS_CLUSTER=["']?([\w-]+)/.exec(text) ??
    /\[settings\.ecs\][^[]*?\bcluster\s*=\s*["']([\w-]+)/.exec(text);
  return textOf(found?.[1]);
}

function providersOf(group: Values, instances: readonly StateInstance[]): readonly StateInstance[] {
  return ofType(instances, 'aws_ecs_capacity_provider').filter(({ values }) => {
    const [provider] = blocksOf(values['auto_scaling_group_provider']);
    return provider?.['auto_scaling_group_arn'] === group['arn'];
  });
}

function templateOf(group: Values, instances: readonly StateInstance[]): Values | undefined {
  const [mixed] = blocksOf(group['mixed_instances_policy']);
  const [inMixed] = blocksOf(mixed?.['launch_template']);
  const [specification] = blocksOf(inMixed?.['launch_template_specification']);
  const [own] = blocksOf(group['launch_template']);
  const id = own?.['id'] ?? specification?.['launch_template_id'];
  return ofType(instances, 'aws_launch_template').find(({ values }) => values['id'] === id)?.values;
}

function ofType(instances: readonly StateInstance[], wanted: string): readonly StateInstance[] {
  return instances.filter(({ type }) => type === wanted);
}

/** Nested blocks are lists in a state, those that can be there once as well. */
function blocksOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? (value as readonly Values[]) : [];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap(textOf) : [];
}

function textOf(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
