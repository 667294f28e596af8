import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import {} from 'cdktf';
import { ContainerImage } from './container-image';
import type { Ec2ServiceProps } from './ec2-service';
import './fixtures/matchers';
import { referenceStack } from './fixtures/reference-stack';
import { Peer } from './peer';
import { PlacementStrategy } from './placement';
import { synth } from './testing';

const withService = (service: Partial<Ec2ServiceProps> = {}) =>
  synth((stack) => referenceStack(stack, { service }));
const attributes = (service?: Partial<Ec2ServiceProps>) =>
  withService(service).resource('aws_ecs_service').attributes;

describe('Ec2Service', () => {
  it('says what the workshop text says, and how it deploys', () => {
    expect(withService().json).toHaveResourceWithProperties(EcsService, {
      name: 'jane_app_service',
      launch_type: 'EC2',
      scheduling_strategy: 'REPLICA',
      desired_count: 1,
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      wait_for_steady_state: true,
      timeouts: { create: '20m', update: '20m', delete: '20m' },
      force_delete: true,
      availability_zone_rebalancing: 'ENABLED',
      enable_ecs_managed_tags: true,
      propagate_tags: 'SERVICE',
      ordered_placement_strategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'spread', field: 'instanceId' },
      ],
    });
  });

  it('does what it is told otherwise, down to a desired count of zero', () => {
    expect(
      attributes({
        desiredCount: 0,
        waitForSteadyState: false,
        forceDelete: false,
        timeoutMinutes: 5,
        propagateTags: 'TASK_DEFINITION',
      }),
    ).toMatchObject({
      desired_count: 0,
      wait_for_steady_state: false,
      force_delete: false,
      timeouts: { create: '5m' },
      propagate_tags: 'TASK_DEFINITION',
    });
  });

  it('fails the apply when the deployment was rolled back', () => {
    const template = withService();
    const task = template.resource('aws_ecs_task_definition').address;
    const { postcondition } = template.resource('aws_ecs_service').attributes['lifecycle'];
    expect(postcondition).toEqual([
      {
        condition: `\${(self.task_definition == ${task}.arn)}`,
        error_message: expect.stringContaining('The deployment was rolled back'),
      },
    ]);
  });

  it('has no load balancer', () => {
    expect(attributes()).not.toHaveProperty('load_balancer');
  });

  it.each([
    [{ desiredCount: -1 }, 'desiredCount must be a whole number of 0 or more; got -1'],
    [
      { minimumHealthyPercent: 101 },
      'minimumHealthyPercent must be a whole number of 0 to 100; got 101',
    ],
    [{ maximumPercent: 201 }, 'maximumPercent must be a whole number of 100 to 200; got 201'],
    [{ timeoutMinutes: 0 }, 'timeoutMinutes must be a whole number of 1 minutes or more; got 0'],
    [
      { serviceName: 'a/b' },
      'serviceName must be 1 to 255 letters, digits, hyphens and underscores; got "a/b"',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => withService(props)).toThrow(`Test/Service: ${message}`);
  });
});

describe('the rollout of a service', () => {
  it('is checked against the hosts', () => {
    expect(() => withService({ desiredCount: 3 })).toThrow(
      '[Test/Service] a rollout would hang: static host port 80/tcp',
    );
    expect(() => withService({ desiredCount: 3, minimumHealthyPercent: 50 })).not.toThrow();
    expect(() => withService({ desiredCount: 2 })).not.toThrow();
  });

  it('is checked when hosts are added later', () => {
    expect(() =>
      synth((stack) => {
        const { cluster } = referenceStack(stack, { service: { desiredCount: 3 } });
        cluster.addCapacity('More', { instanceType: 't3.micro', instanceCount: 1 });
      }),
    ).not.toThrow();
  });

  it('needs room between the minimum and the maximum', () => {
    expect(() => withService({ maximumPercent: 100 })).toThrow(
      '[Test/Service] a rollout can neither stop nor start a task',
    );
  });
});

describe('availability zone rebalancing', () => {
  it('is off where ECS does not allow it', () => {
    const value = (props: Partial<Ec2ServiceProps>) =>
      attributes(props)['availability_zone_rebalancing'];
    expect(value({ maximumPercent: 100, minimumHealthyPercent: 0 })).toBe('DISABLED');
    expect(value({ placementStrategies: [PlacementStrategy.packBy('memory')] })).toBe('DISABLED');
    expect(value({ placementStrategies: [] })).toBe('ENABLED');
    expect(value({ availabilityZoneRebalancing: false })).toBe('DISABLED');
  });

  it.each([
    [
      { maximumPercent: 100, minimumHealthyPercent: 0 },
      'availabilityZoneRebalancing starts a task before it stops one, so maximumPercent must be above 100; got 100',
    ],
    [
      { placementStrategies: [PlacementStrategy.packBy('cpu')] },
      'availabilityZoneRebalancing needs the spread over availability zones as first strategy; got binpack by cpu',
    ],
  ])('is refused where it was asked for and cannot be', (props, message) => {
    expect(() => withService({ ...props, availabilityZoneRebalancing: true })).toThrow(
      `Test/Service: ${message}`,
    );
  });
});

describe('the ports of a service', () => {
  const rules = (service: Partial<Ec2ServiceProps>) =>
    withService(service)
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .map(({ attributes: rule }) => rule);

  it('are open to the peers it names', () => {
    const found = rules({ peers: [Peer.ipv4('203.0.113.0/24'), Peer.securityGroup('sg-1')] });
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(
      expect.objectContaining({ cidr_ipv4: '203.0.113.0/24', from_port: 80 }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ referenced_security_group_id: 'sg-1', from_port: 80 }),
    );
  });

  it('stay closed when it names no peer', () => {
    expect(rules({ peers: [] })).toEqual([]);
  });

  it('are opened for containers that are added after the service', () => {
    const template = synth((stack) => {
      const { taskDefinition } = referenceStack(stack);
      const image = ContainerImage.fromRegistry('nginx:1');
      taskDefinition.addContainer('Late', {
        image,
        portMappings: [{ containerPort: 9, hostPort: 9, protocol: 'udp' }],
      });
    });
    const ports = template.resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(
      ports.map(({ attributes: rule }) => `${rule['from_port']}/${rule['ip_protocol']}`).sort(),
    ).toEqual(['80/tcp', '9/udp']);
    const service = template.resource('aws_ecs_service').address;
    expect(ports.every(({ address }) => template.createdBefore(address, service))).toBe(true);
  });

  it('are not opened when ECS chooses them', () => {
    const template = synth((stack) =>
      referenceStack(stack, {
        container: { portMappings: [{ containerPort: 80 }] },
        service: { desiredCount: 9 },
      }),
    );
    expect(template.resourcesOf('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });
});

describe('the platform of the images', () => {
  const withPlatforms = (
    platform: 'linux/amd64' | 'linux/arm64' | undefined,
    instanceType: string,
  ) =>
    synth((stack) =>
      referenceStack(stack, {
        capacity: { instanceType },
        container: { image: ContainerImage.fromRegistry('nginx:1', { platform }) },
      }),
    );

  it('must be that of the hosts', () => {
    expect(() => withPlatforms('linux/amd64', 't4g.micro')).toThrow(
      '[Test/Service] the hosts of Test/Cluster/Hosts run images for linux/arm64 (t4g.micro is arm64); ' +
        'got images for linux/amd64 in Test/Task. Build for linux/arm64 or choose an instance type of the other architecture.',
    );
    expect(() => withPlatforms('linux/arm64', 't4g.micro')).not.toThrow();
  });

  it('is not checked, and not stated, where it is not known', () => {
    const template = withPlatforms(undefined, 't4g.micro');
    expect(template.resource('aws_ecs_task_definition').attributes).not.toHaveProperty(
      'runtime_platform',
    );
  });
});
