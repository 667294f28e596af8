import type { TerraformStack } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import type { ICluster } from '../cluster/cluster-contract';
import type { ClusterAttributes } from '../cluster/imported-cluster';
import { ZONES } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { Network } from '../network/network';
import { Peer } from '../network/peer';
import { Ec2Service } from '../service/ec2-service';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { synth } from '../testing';
import type { CapacityAttributes } from './adopted-capacity';
import { HostSecurityGroup } from './host-security-group';

const GROUP: CapacityAttributes = {
  instanceTypes: ['t3.micro'],
  availabilityZones: ZONES,
  instanceCount: 3,
};

function run(stack: TerraformStack, cluster: ICluster): Ec2Service {
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'f', memoryMiB: 128 });
  taskDefinition.addContainer('App', {
    image: ContainerImage.fromRegistry('nginx:1'),
    portMappings: [{ hostPort: 80, containerPort: 80 }],
  });
  const peers = [Peer.anyIpv4()];
  return new Ec2Service(stack, 'Service', { serviceName: 's', cluster, taskDefinition, peers });
}

describe('Cluster.adoptCapacity', () => {
  const withGroup = (attributes: Partial<CapacityAttributes> = {}) =>
    synth((stack) => {
      const network = Network.fromAttributes(stack, 'Network', {
        vpcId: 'vpc-1',
        subnets: [{ subnetId: 'subnet-1', availabilityZone: 'eu-west-1a' }],
      });
      const cluster = new Cluster(stack, 'Cluster', { clusterName: 'jane', network });
      run(stack, cluster);
      const securityGroup = HostSecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
      cluster.adoptCapacity('Hosts', { ...GROUP, securityGroup, ...attributes });
    });

  it('runs services on hosts that are managed elsewhere, and opens their ports', () => {
    const template = withGroup();
    expect(template.resourcesOf('aws_autoscaling_group')).toEqual([]);
    expect(template.resource('aws_vpc_security_group_ingress_rule').attributes).toMatchObject({
      security_group_id: 'sg-1',
      from_port: 80,
    });
    expect(template.resource('aws_ecs_service').attributes['launch_type']).toBe('EC2');
  });

  it('names a capacity provider that exists', () => {
    const template = withGroup({ capacityProviderName: 'theirs' });
    expect(template.resourcesOf('aws_ecs_capacity_provider')).toEqual([]);
    expect(
      template.resource('aws_ecs_cluster_capacity_providers').attributes['capacity_providers'],
    ).toEqual(['theirs']);
    expect(template.resource('aws_ecs_service').attributes['capacity_provider_strategy']).toEqual([
      expect.objectContaining({ capacity_provider: 'theirs' }),
    ]);
  });

  it('makes a capacity provider for a group that has none', () => {
    const autoScalingGroupArn = 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x';
    const managedScaling = { autoScalingGroupArn, capacityProviderName: 'ours' };
    const template = withGroup({ managedScaling });
    expect(template.resource('aws_ecs_capacity_provider').attributes).toMatchObject({
      name: 'ours',
      auto_scaling_group_provider: { auto_scaling_group_arn: autoScalingGroupArn },
    });
    const association = template.resource('aws_ecs_cluster_capacity_providers').address;
    const service = template.resource('aws_ecs_service');
    expect(template.createdBefore(association, service.address)).toBe(true);
    expect(service.attributes['depends_on']).toContain(association);
    expect(service.attributes['lifecycle']).toMatchObject({
      replace_triggered_by: [`${association}.id`],
    });
    expect(() => withGroup({ managedScaling, capacityProviderName: 'theirs' })).toThrow(
      'Test/Cluster/Hosts: a group of hosts has one capacity provider; got capacityProviderName theirs and managedScaling.',
    );
    expect(() =>
      withGroup({ managedScaling: { ...managedScaling, targetCapacityPercent: 101 } }),
    ).toThrow('managedScaling.targetCapacityPercent must be a whole number of 1 to 100; got 101');
  });

  it.each([
    [{ instanceTypes: ['t3.micro', 't4g.micro'] }, 'x86_64 and arm64'],
    [{ instanceTypes: [] }, 'none that is known'],
    [{ architecture: 'arm64' } as const, 'x86_64 and arm64'],
  ])('refuses %j', (attributes, got) => {
    expect(() => withGroup(attributes)).toThrow(
      `Test/Cluster/Hosts: the hosts of a group have one architecture; got ${got}.`,
    );
  });
});

describe('an adopted group', () => {
  const adopted = (attributes: Partial<CapacityAttributes>) => () =>
    synth((stack) => {
      const capacities = { Hosts: { ...GROUP, instanceCount: undefined, ...attributes } };
      Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'theirs', capacities });
    });
  const scaling = (autoScalingGroupArn: string) => ({
    managedScaling: { autoScalingGroupArn, capacityProviderName: 'ours' },
  });
  const GROUP_ARN =
    'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1:autoScalingGroupName/x';

  it.each<Partial<CapacityAttributes>>([
    {},
    { instanceCount: 0, maxInstanceCount: 3 },
    { availabilityZones: ['eu-west-1-lhr-1a'] },
    scaling(GROUP_ARN),
  ])('may have %j', (attributes) => {
    expect(adopted(attributes)).not.toThrow();
  });

  it.each<[Partial<CapacityAttributes>, string]>([
    [{ availabilityZones: [] }, 'availabilityZones names at least one zone that the hosts run in;'],
    [
      { availabilityZones: ['us-east-1a'] },
      '[Test/Cluster/Hosts] availability zones are in the region of the provider, eu-west-1; got us-east-1a.',
    ],
    [
      { instanceCount: 0 },
      'a group without hosts runs nothing, unless it may grow; got instanceCount 0 and no maxInstanceCount. Set',
    ],
    [scaling('foo'), 'managedScaling.autoScalingGroupArn is the ARN of an Auto Scaling group; got'],
    [
      scaling(GROUP_ARN.replace('eu-west-1', 'us-east-1')),
      'managedScaling.autoScalingGroupArn names what is in the region of the provider, eu-west-1;',
    ],
  ])('may not have %j', (attributes, message) => {
    expect(adopted(attributes)).toThrow(message);
  });
});

describe('Cluster.fromClusterAttributes', () => {
  const onCluster = (attributes: Partial<ClusterAttributes> = {}) =>
    synth((stack) => {
      const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', {
        clusterName: 'theirs',
        ...attributes,
      });
      run(stack, cluster);
      expect(cluster.instanceCount).toBe(attributes.capacities === undefined ? undefined : 3);
    });

  it('runs a service there, checks nothing that it does not know, and makes no cluster', () => {
    const template = onCluster();
    expect(template.resourcesOf('aws_ecs_cluster')).toEqual([]);
    expect(template.resource('aws_ecs_service').attributes['cluster']).toMatch(/cluster\/theirs$/);
    expect(template.resourcesOf('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });

  it('takes the ARN as given', () => {
    const clusterArn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/theirs';
    expect(onCluster({ clusterArn }).resource('aws_ecs_service').attributes['cluster']).toBe(
      clusterArn,
    );
  });

  it('checks services against the hosts that are described', () => {
    const hosts = { ...GROUP, instanceTypes: ['t3.nano'], instanceCount: 3 };
    expect(() => onCluster({ capacities: { Hosts: hosts } })).not.toThrow();
    expect(() =>
      synth((stack) => {
        const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', {
          clusterName: 'theirs',
          capacities: { Hosts: { ...hosts, instanceCount: 1 } },
        });
        run(stack, cluster);
      }),
    ).toThrow('static host port 80/tcp');
  });

  it('refuses a name that ECS would refuse', () => {
    expect(() => onCluster({ clusterName: 'a b' })).toThrow(
      'Test/Cluster: clusterName must be 1 to 255 letters, digits, hyphens and underscores; got "a b".',
    );
  });
});
