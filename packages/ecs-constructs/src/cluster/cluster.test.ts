import { TerraformVariable } from 'cdktf';
import { referenceStack, ZONES } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { Network } from '../network/network';
import { Ec2Service } from '../service/ec2-service';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { synth } from '../testing';
import { Cluster, type ContainerInsights } from './cluster';

describe('Cluster', () => {
  it('says whether Container Insights is on, in the first setting', () => {
    const settings = (containerInsights?: ContainerInsights) =>
      synth((stack) => referenceStack(stack, { cluster: { containerInsights } })).resource(
        'aws_ecs_cluster',
      ).attributes['setting'];
    expect(settings()).toEqual([{ name: 'containerInsights', value: 'disabled' }]);
    expect(settings('enhanced')).toEqual([{ name: 'containerInsights', value: 'enhanced' }]);
  });

  it('refuses a name that ECS would refuse', () => {
    expect(() =>
      synth((stack) => referenceStack(stack, { cluster: { clusterName: 'jane cluster' } })),
    ).toThrow(
      'Test/Cluster: clusterName must be 1 to 255 letters, digits, hyphens and underscores; got "jane cluster".',
    );
  });

  it('hands out copies of its lists', () => {
    synth((stack) => {
      const { cluster } = referenceStack(stack);
      (cluster.capacities as unknown[]).length = 0;
      (cluster.services as unknown[]).length = 0;
      expect([cluster.capacities.length, cluster.services.length]).toEqual([1, 1]);
    });
  });
});

describe('Cluster.addCapacity', () => {
  it('adds one group of hosts per call', () => {
    const template = synth((stack) => {
      const { cluster } = referenceStack(stack);
      cluster.addCapacity('MoreHosts', { instanceType: 't3.small', instanceCount: 2 });
      expect(cluster.instanceCount).toBe(5);
    });
    const groups = template.resourcesOf('aws_autoscaling_group');
    expect(
      groups.map(({ attributes }) => [attributes['name'], attributes['desired_capacity']]),
    ).toEqual([
      ['jane_ecs_cluster-hosts', 3],
      ['jane_ecs_cluster-morehosts', 2],
    ]);
  });

  it('opens the ports of services on every group, whatever came first', () => {
    const template = synth((stack) => {
      const { cluster } = referenceStack(stack);
      cluster.addCapacity('MoreHosts', { instanceType: 't3.small', instanceCount: 2 });
    });
    const service = template.resource('aws_ecs_service').address;
    const rules = template.resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(rules).toHaveLength(2);
    expect(new Set(rules.map(({ attributes }) => attributes['security_group_id'])).size).toBe(2);
    for (const { address } of [...rules, ...template.resourcesOf('aws_autoscaling_group')]) {
      expect(template.createdBefore(address, service)).toBe(true);
    }
  });

  it('opens a port once when two services share it', () => {
    const template = synth((stack) => {
      const { cluster, taskDefinition } = referenceStack(stack, { capacity: { instanceCount: 4 } });
      new Ec2Service(stack, 'Second', { serviceName: 'second', cluster, taskDefinition });
    });
    expect(template.resourcesOf('aws_vpc_security_group_ingress_rule')).toHaveLength(1);
  });

  it('does not know how many hosts there are while a count is a token', () => {
    synth((stack) => {
      const { numberValue } = new TerraformVariable(stack, 'hosts', { type: 'number' });
      const { cluster } = referenceStack(stack, { capacity: { instanceCount: numberValue } });
      expect(cluster.instanceCount).toBeUndefined();
    });
  });
});

describe('a cluster with services', () => {
  it('refuses two services that need the same port on more hosts than there are', () => {
    expect(() =>
      synth((stack) => {
        const { cluster, taskDefinition } = referenceStack(stack, { service: { desiredCount: 2 } });
        new Ec2Service(stack, 'Second', {
          serviceName: 'second',
          cluster,
          taskDefinition,
          desiredCount: 2,
        });
      }),
    ).toThrow(
      '[Test/Second] static host port 80/tcp allows one task per host: 2 tasks beside the 2 of Test/Service need 4 hosts; got 3 hosts.',
    );
  });

  it('refuses a service without hosts', () => {
    expect(() =>
      synth((stack) => {
        const network = new Network(stack, 'Network', { availabilityZones: ZONES });
        const cluster = new Cluster(stack, 'Cluster', { clusterName: 'c', network });
        const taskDefinition = new Ec2TaskDefinition(stack, 'Task', {
          family: 'f',
          memoryMiB: 128,
        });
        taskDefinition.addContainer('App', { image: ContainerImage.fromRegistry('nginx:1') });
        new Ec2Service(stack, 'Service', { serviceName: 's', cluster, taskDefinition });
      }),
    ).toThrow(
      '[Test/Service] the cluster Test/Cluster has no hosts to run tasks on; got no capacity. Call addCapacity on the cluster.',
    );
  });
});

describe('Cluster.setDefaultCapacityProviderStrategy', () => {
  const managedScaling = { minInstanceCount: 1, maxInstanceCount: 6 };
  const build = (use: (parts: ReturnType<typeof referenceStack>) => void) =>
    synth((stack) => use(referenceStack(stack, { capacity: { managedScaling } })));

  it('is what tasks run on that do not say it, and what services write down', () => {
    const template = build(({ cluster, capacity }) =>
      cluster.setDefaultCapacityProviderStrategy([{ capacity, weight: 3, base: 1 }]),
    );
    const item = expect.objectContaining({ weight: 3, base: 1 });
    expect(
      template.resource('aws_ecs_cluster_capacity_providers').attributes[
        'default_capacity_provider_strategy'
      ],
    ).toEqual([item]);
    expect(template.resource('aws_ecs_service').attributes['capacity_provider_strategy']).toEqual([
      item,
    ]);
  });

  it.each<readonly [string, Parameters<typeof build>[0], string]>([
    [
      'a second call',
      ({ cluster, capacity }) => {
        cluster.setDefaultCapacityProviderStrategy([{ capacity }]);
        cluster.setDefaultCapacityProviderStrategy([{ capacity }]);
      },
      'is set once, with at least one group of hosts; got a second call.',
    ],
    [
      'no group',
      ({ cluster }) => cluster.setDefaultCapacityProviderStrategy([]),
      'is set once, with at least one group of hosts; got no group.',
    ],
    [
      'a group of another cluster',
      ({ cluster, network }) => {
        const other = new Cluster(cluster, 'Other', { clusterName: 'other', network });
        const options = { instanceType: 't3.micro', instanceCount: 3, managedScaling };
        const capacity = other.addCapacity('Hosts', options);
        cluster.setDefaultCapacityProviderStrategy([{ capacity }]);
      },
      'names groups of hosts of its own; got Test/Cluster/Other/Hosts.',
    ],
    [
      'a group of fixed size',
      ({ cluster }) => {
        const capacity = cluster.addCapacity('Fixed', {
          instanceType: 't3.micro',
          instanceCount: 3,
        });
        cluster.setDefaultCapacityProviderStrategy([{ capacity }]);
      },
      'a strategy names groups of hosts that ECS scales; got Test/Cluster/Fixed, a group of fixed size.',
    ],
  ])('refuses %s', (_, use, message) => {
    expect(() => build(use)).toThrow(message);
  });
});
