import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { referenceStack, ZONES } from '../fixtures/reference-stack';
import { Network } from '../network/network';
import { synth } from '../testing';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import '../fixtures/matchers';

const withOptions = (capacity: Partial<Ec2CapacityOptions> = {}) =>
  synth((stack) => referenceStack(stack, { capacity }));

describe('the Auto Scaling group', () => {
  it('holds exactly three hosts in one subnet of each zone', () => {
    const template = withOptions();
    expect(template.json).toHaveResourceWithProperties(AutoscalingGroup, {
      name: 'jane_ecs_cluster-hosts',
      min_size: 3,
      max_size: 3,
      desired_capacity: 3,
      default_instance_warmup: 60,
      force_delete: false,
      vpc_zone_identifier: template
        .resourcesOf('aws_subnet')
        .map(({ address }) => `\${${address}.id}`),
    });
  });

  it('follows the newest version of its launch template', () => {
    const template = withOptions();
    const { address } = template.resource('aws_launch_template');
    expect(template.resource('aws_autoscaling_group').attributes['launch_template']).toEqual({
      id: `\${${address}.id}`,
      version: `\${${address}.latest_version}`,
    });
  });

  it('has no AmazonECSManaged tag: ECS does not manage a group of a fixed size', () => {
    expect(withOptions().json).not.toContain('AmazonECSManaged');
  });

  it('takes as many zones as asked for', () => {
    const { attributes } = withOptions({ availabilityZoneCount: 2 }).resource(
      'aws_autoscaling_group',
    );
    expect(attributes['vpc_zone_identifier']).toHaveLength(2);
  });

  it('refuses more zones than the network has, and subnets of the same zone do not count', () => {
    const adopt = (zones: string[]) =>
      synth((stack) => {
        const subnets = zones.map((availabilityZone, index) => ({
          subnetId: `subnet-${index}`,
          availabilityZone,
        }));
        const network = Network.fromAttributes(stack, 'Adopted', { vpcId: 'vpc-1', subnets });
        referenceStack(stack, { cluster: { network }, capacity: { availabilityZoneCount: 3 } });
      });
    expect(() => adopt(['eu-west-1a', 'eu-west-1b', 'eu-west-1b'])).toThrow(
      'Test/Cluster/Hosts: the network must have subnets in at least 3 different availability zones; ' +
        'got 2 (eu-west-1a, eu-west-1b). Add a subnet in another zone to the network or lower availabilityZoneCount.',
    );
    expect(
      adopt(ZONES).resource('aws_autoscaling_group').attributes['vpc_zone_identifier'],
    ).toEqual(['subnet-0', 'subnet-1', 'subnet-2']);
  });
});

describe('the group, whatever its size,', () => {
  const group = (options?: Partial<Ec2CapacityOptions>) =>
    withOptions(options).resource('aws_autoscaling_group').attributes;

  it('says how the hosts are distributed over the zones', () => {
    expect(group()['availability_zone_distribution']).toEqual({
      capacity_distribution_strategy: 'balanced-best-effort',
    });
    expect(
      group({ availabilityZoneDistribution: 'balanced-only' })['availability_zone_distribution'],
    ).toEqual({ capacity_distribution_strategy: 'balanced-only' });
  });

  it('launches before it terminates, whatever the reason', () => {
    expect(group()['instance_maintenance_policy']).toEqual({
      min_healthy_percentage: 100,
      max_healthy_percentage: 110,
    });
  });

  it('replaces old hosts where told', () => {
    expect(group()).not.toHaveProperty('max_instance_lifetime');
    expect(group({ maxInstanceLifetimeDays: 30 })['max_instance_lifetime']).toBe(2_592_000);
  });

  it('tells what the checks at synth need to know', () => {
    synth((stack) => {
      const { capacity } = referenceStack(stack, {
        capacity: { agentConfiguration: { reservedMemoryMiB: 64 } },
      });
      expect(capacity.hostGroup).toEqual({
        path: 'Test/Cluster/Hosts',
        instanceTypes: ['t3.micro'],
        instanceCount: 3,
        maxInstanceCount: 3,
        availabilityZones: ZONES,
        architecture: 'x86_64',
        reservedMemoryMiB: 64,
        gpuDrivers: false,
        ignoresSwap: true,
        logDrivers: ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
      });
    });
  });
});
