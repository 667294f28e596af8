import type { TerraformStack } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { referenceStack } from '../fixtures/reference-stack';
import type { ICapacity } from '../hosts/capacity';
import type { Ec2Capacity } from '../hosts/ec2-capacity';
import { synth } from '../testing';
import { requireStrategyItems } from '../hosts/strategy-items';
import { Ec2Service } from './ec2-service';
import type { Ec2ServiceProps } from './ec2-service-props';

const managed = (cluster: Cluster, id: string): Ec2Capacity =>
  cluster.addCapacity(id, {
    instanceType: 't3.micro',
    instanceCount: 2,
    managedScaling: { minInstanceCount: 1, maxInstanceCount: 3 },
  });

/** A second cluster with a service of its own, and the capacity that `add` gives it. */
const withCluster = <T extends Record<string, Ec2Capacity>>(
  add: (cluster: Cluster, stack: TerraformStack) => T,
  props: (capacities: T) => Partial<Ec2ServiceProps> = () => ({}),
) =>
  synth((stack) => {
    const { network, taskDefinition } = referenceStack(stack);
    const cluster = new Cluster(stack, 'Second', { clusterName: 'second', network });
    const capacities = add(cluster, stack);
    const name = { serviceName: 'second', cluster, taskDefinition };
    new Ec2Service(stack, 'SecondService', { ...name, ...props(capacities) });
  });
const serviceOf = (template: ReturnType<typeof withCluster>) =>
  template.resourcesOf('aws_ecs_service').find(({ attributes }) => attributes['name'] === 'second');
/** As much of a group as the rules for a strategy look at. */
const stub = (path: string) => ({ node: { path }, capacityProvider: { name: path } }) as ICapacity;
const fixed = (cluster: Cluster, id: string) =>
  cluster.addCapacity(id, { instanceType: 't3.micro', instanceCount: 3 });

describe('what a service runs on', () => {
  it('is the EC2 launch type on hosts of fixed size', () => {
    const { attributes } = synth((stack) => referenceStack(stack)).resource('aws_ecs_service');
    expect(attributes).toMatchObject({ launch_type: 'EC2' });
    expect(attributes).not.toHaveProperty('capacity_provider_strategy');
    expect(attributes).not.toHaveProperty('force_new_deployment');
  });

  it('is every group that ECS scales, equally and in so many words', () => {
    const template = withCluster((cluster) => ({
      a: managed(cluster, 'A'),
      b: managed(cluster, 'B'),
    }));
    const service = serviceOf(template);
    expect(service?.attributes).not.toHaveProperty('launch_type');
    expect(service?.attributes).toMatchObject({
      force_new_deployment: true,
      capacity_provider_strategy: [
        { capacity_provider: expect.stringMatching(/Second_A_/), weight: 1, base: 0 },
        { capacity_provider: expect.stringMatching(/Second_B_/), weight: 1, base: 0 },
      ],
    });
  });

  it('follows capacity that is added after the service', () => {
    const template = synth((stack) => {
      const { network, taskDefinition } = referenceStack(stack);
      const cluster = new Cluster(stack, 'Second', { clusterName: 'second', network });
      new Ec2Service(stack, 'SecondService', { serviceName: 'second', cluster, taskDefinition });
      managed(cluster, 'A');
    });
    expect(serviceOf(template)?.attributes['capacity_provider_strategy']).toHaveLength(1);
  });

  it('comes before the service and goes after it', () => {
    const template = withCluster((cluster) => ({ a: managed(cluster, 'A') }));
    const service = serviceOf(template);
    const association = template.resource('aws_ecs_cluster_capacity_providers').address;
    expect(template.createdBefore(association, service?.address ?? '')).toBe(true);
    expect(service?.attributes['lifecycle']).toMatchObject({
      replace_triggered_by: [expect.stringContaining('aws_ecs_cluster_capacity_providers.')],
      postcondition: [expect.anything()],
    });
  });

  it('is what the strategy says, in the shares it says', () => {
    const template = withCluster(
      (cluster) => ({ a: managed(cluster, 'A'), b: managed(cluster, 'B') }),
      ({ a, b }) => ({
        capacityProviderStrategy: [{ capacity: a, weight: 3, base: 1 }, { capacity: b }],
      }),
    );
    expect(serviceOf(template)?.attributes['capacity_provider_strategy']).toMatchObject([
      { weight: 3, base: 1 },
      { weight: 1, base: 0 },
    ]);
  });

  const mixed = (cluster: Cluster) => ({ a: managed(cluster, 'A'), f: fixed(cluster, 'F') });

  it('must be said on a cluster of both kinds', () => {
    expect(() => withCluster(mixed)).toThrow(
      '[Test/SecondService] Test/Second has hosts that ECS scales (Test/Second/A) and others (Test/Second/F), so a ' +
        'service must say what it runs on; got no capacityProviderStrategy. Name the groups that ECS scales in ' +
        'capacityProviderStrategy, or set it to [] for the EC2 launch type, which takes any host.',
    );
  });

  it('may be any host of a cluster of both kinds', () => {
    const service = serviceOf(withCluster(mixed, () => ({ capacityProviderStrategy: [] })));
    expect(service?.attributes).toMatchObject({ launch_type: 'EC2' });
    expect(service?.attributes['lifecycle']).not.toHaveProperty('replace_triggered_by');
  });

  it('may be the groups that ECS scales of a cluster of both kinds', () => {
    const template = withCluster(mixed, ({ a }) => ({
      capacityProviderStrategy: [{ capacity: a }],
    }));
    expect(serviceOf(template)?.attributes['capacity_provider_strategy']).toHaveLength(1);
  });

  it.each<[(capacities: ReturnType<typeof mixed>) => Partial<Ec2ServiceProps>, string]>([
    [
      ({ f }) => ({ capacityProviderStrategy: [{ capacity: f }] }),
      'a strategy names groups of hosts that ECS scales; got Test/Second/F, a group of fixed size. ' +
        'Give the group managedScaling, or take it out of capacityProviderStrategy.',
    ],
    [
      ({ a }) => ({ capacityProviderStrategy: [{ capacity: a }, { capacity: a }] }),
      'a strategy names a group of hosts once; got Test/Second/A more than once. Merge the items.',
    ],
    [
      ({ a }) => ({ capacityProviderStrategy: [{ capacity: a, weight: 0, base: 1 }] }),
      'one weight of a strategy is above 0, or no task beyond the base would find a place; got weight 0 everywhere. ' +
        'Raise one of the weights.',
    ],
    [
      ({ a }) => ({ capacityProviderStrategy: [{ capacity: a, weight: 1001 }] }),
      'weight in capacityProviderStrategy must be a whole number of 0 to 1000; got 1001.',
    ],
    [
      ({ a }) => ({ capacityProviderStrategy: [{ capacity: a, base: -1 }] }),
      'base in capacityProviderStrategy must be a whole number of 0 to 100000; got -1.',
    ],
  ])('refuses a strategy, case %#', (props, message) => {
    expect(() => withCluster(mixed, props)).toThrow(`Test/SecondService: ${message}`);
  });

  it('refuses a base on two items, and more items than ECS takes', () => {
    const many = (count: number, base?: number) => () =>
      synth((stack) =>
        requireStrategyItems(
          stack,
          Array.from({ length: count }, (_, i) => ({ capacity: stub(`A${i}`), base })),
        ),
      );
    expect(many(2)).not.toThrow();
    expect(many(2, 1)).toThrow(
      'Test: one item of a strategy may have a base; got 1 on A0, 1 on A1. Keep one of them.',
    );
    expect(many(20)).not.toThrow();
    expect(many(21)).toThrow('Test: a strategy has at most 20 items; got 21. Remove some of them.');
  });

  it('is on the same cluster', () => {
    expect(() =>
      synth((stack) => {
        const { network, taskDefinition, cluster } = referenceStack(stack);
        const other = new Cluster(stack, 'Other', { clusterName: 'other', network });
        new Ec2Service(stack, 'SecondService', {
          serviceName: 'second',
          cluster,
          taskDefinition,
          capacityProviderStrategy: [{ capacity: managed(other, 'A') }],
        });
      }),
    ).toThrow(
      '[Test/SecondService] capacityProviderStrategy names groups of hosts of Test/Cluster; got Test/Other/A. ' +
        'Name a group that addCapacity of this cluster returned.',
    );
  });
});
