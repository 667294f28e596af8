import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { referenceStack } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { PlacementStrategy } from '../placement/placement';
import { synth } from '../testing';
import type { Ec2Service } from './ec2-service';
import type { Ec2ServiceProps } from './ec2-service-props';
import '../fixtures/matchers';

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

describe('the owners of a service', () => {
  const lifecycle = (props: Partial<Ec2ServiceProps>) => attributes(props)['lifecycle'];

  it('are Terraform, which changes everything and checks the revision', () => {
    expect(lifecycle({})).toEqual({ postcondition: [expect.anything()] });
  });

  it('may be a pipeline for the revision, whose choice Terraform neither changes nor judges', () => {
    expect(lifecycle({ revisionOwner: 'pipeline' })).toEqual({
      ignore_changes: ['task_definition'],
    });
  });

  it('may be an autoscaling of others for the number of tasks', () => {
    expect(lifecycle({ desiredCountOwner: 'autoscaling' })).toEqual({
      ignore_changes: ['desired_count'],
      postcondition: [expect.anything()],
    });
    expect(lifecycle({ desiredCountOwner: 'autoscaling', revisionOwner: 'pipeline' })).toEqual({
      ignore_changes: ['desired_count', 'task_definition'],
    });
  });

  it('change nothing but the life cycle, so that a switch does not replace the service', () => {
    const both = [{}, { revisionOwner: 'pipeline' as const }].map((props) => {
      const { address, attributes: found } = withService(props).resource('aws_ecs_service');
      return { address, ...found, lifecycle: undefined };
    });
    expect(both[0]).toEqual(both[1]);
  });

  it('need the revisions to stay registered when a pipeline chooses among them', () => {
    const overrides = {
      task: { retainRevisions: false },
      service: { revisionOwner: 'pipeline' as const },
    };
    expect(() => synth((stack) => referenceStack(stack, overrides))).toThrow(
      "Test/Service: with revisionOwner 'pipeline' Terraform may not deregister revisions: the service may run one of " +
        'them; got retainRevisions false on Test/Task. Remove retainRevisions: to retain them is the default.',
    );
  });
});

describe('a deployment that fails', () => {
  it('is given up and rolled back, unless told otherwise', () => {
    const breaker = (circuitBreaker: Ec2ServiceProps['circuitBreaker']) =>
      attributes({ circuitBreaker })['deployment_circuit_breaker'];
    expect(breaker(undefined)).toEqual({ enable: true, rollback: true });
    expect(breaker({ rollback: false })).toEqual({ enable: true, rollback: false });
    expect(breaker({ enable: false })).toEqual({ enable: false, rollback: false });
  });

  it('may be one that sets off an alarm', () => {
    const alarms = (props: Partial<Ec2ServiceProps>) => attributes(props)['alarms'];
    expect(alarms({})).toBeUndefined();
    expect(alarms({ deploymentAlarms: { alarmNames: ['errors'] } })).toEqual({
      alarm_names: ['errors'],
      enable: true,
      rollback: true,
    });
    expect(() => alarms({ deploymentAlarms: { alarmNames: [] } })).toThrow(
      'Test/Service: deploymentAlarms names at least one alarm; got none. Add one to alarmNames or remove deploymentAlarms.',
    );
  });
});

describe('a daemon', () => {
  const daemon = { schedulingStrategy: 'DAEMON' as const };

  it('runs one task on every host, and replaces it in place', () => {
    const found = attributes(daemon);
    expect(found).toMatchObject({
      scheduling_strategy: 'DAEMON',
      launch_type: 'EC2',
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
      availability_zone_rebalancing: 'DISABLED',
    });
    expect(found).not.toHaveProperty('desired_count');
    expect(found).not.toHaveProperty('ordered_placement_strategy');
  });

  it.each<[Partial<Ec2ServiceProps>, string]>([
    [{ desiredCount: 1 }, 'desiredCount'],
    [{ desiredCountOwner: 'autoscaling' }, 'desiredCountOwner'],
    [{ maximumPercent: 150 }, 'maximumPercent'],
    [{ placementStrategies: [PlacementStrategy.random()] }, 'placementStrategies'],
  ])('refuses %j', (props, option) => {
    expect(() => withService({ ...daemon, ...props })).toThrow(
      `Test/Service: ${option} does not go with a daemon, which runs one task on every host; ` +
        `got schedulingStrategy 'DAEMON'. Remove ${option} or the schedulingStrategy.`,
    );
  });

  it('needs a host that may be without its task while it is replaced', () => {
    expect(() => withService({ ...daemon, minimumHealthyPercent: 100 })).toThrow(
      'Test/Service: a deployment of a daemon stops the task of a host before it starts the new one, which ' +
        "minimumHealthyPercent 100 never allows; got schedulingStrategy 'DAEMON' and minimumHealthyPercent 100.",
    );
    expect(attributes({ ...daemon, minimumHealthyPercent: 66 })).toMatchObject({
      deployment_minimum_healthy_percent: 66,
    });
  });

  it('is neither scaled nor placed', () => {
    const later = (change: (service: Ec2Service) => void) =>
      synth((stack) => change(referenceStack(stack, { service: daemon }).service));
    expect(() => later((service) => service.autoScaleTaskCount({ maxCapacity: 2 }))).toThrow(
      'Test/Service: autoScaleTaskCount does not go with a daemon',
    );
    expect(() =>
      later((service) => service.addPlacementStrategy(PlacementStrategy.random())),
    ).toThrow('Test/Service: placementStrategies does not go with a daemon');
    expect(() => withService({ ...daemon, availabilityZoneRebalancing: true })).toThrow(
      "Test/Service: availabilityZoneRebalancing moves tasks, and those of a daemon stay on their host; got schedulingStrategy 'DAEMON'.",
    );
  });
});

describe('sessions in the containers of a service', () => {
  const withSessions = (readonlyRootFilesystem: boolean) =>
    synth((stack) =>
      referenceStack(stack, {
        container: { readonlyRootFilesystem },
        service: { enableExecuteCommand: true },
      }),
    );

  it('are opened with the task role', () => {
    const template = withSessions(false);
    expect(template.resource('aws_ecs_service').attributes['enable_execute_command']).toBe(true);
    const [sessions] = template
      .policyStatements()
      .filter(({ address }) => address.includes('TaskRole_Policy'));
    expect(sessions?.statement).toMatchObject({
      Action: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      Resource: ['*'],
    });
  });

  it('are off, and then there is no task role, unless asked for', () => {
    const template = withService();
    expect(template.resource('aws_ecs_service').attributes['enable_execute_command']).toBe(false);
    expect(template.resource('aws_ecs_task_definition').attributes).not.toHaveProperty(
      'task_role_arn',
    );
  });

  it('need a container that can be written to', () => {
    expect(() => withSessions(true)).toThrow(
      '[Test/Service] enableExecuteCommand needs a container that ECS can write the agent of Systems Manager into; ' +
        'got read-only root file systems (jane_server). Set readonlyRootFilesystem to false on the container to look ' +
        'into, in Test/Task.',
    );
  });
});
