import { referenceStack, ZONES } from '../fixtures/reference-stack';
import { ApplicationLoadBalancer } from '../load-balancing/application-load-balancer';
import { ApplicationTargetGroup } from '../load-balancing/application-target-group';
import { Network } from '../network/network';
import { synth } from '../testing';
import type { Ec2ServiceProps } from './ec2-service-props';
import type { ScalableTaskCount } from './scalable-task-count';
import type { AutoScaleTaskCountOptions } from './scaling-options';

const QUEUE = {
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  statistic: 'Average',
  dimensions: { QueueName: 'jobs' },
} as const;

const scaled = (
  options: AutoScaleTaskCountOptions,
  configure: (taskCount: ScalableTaskCount) => void = () => undefined,
  service: Partial<Ec2ServiceProps> = {},
) =>
  synth((stack) => {
    const reference = referenceStack(stack, { service });
    configure(reference.service.autoScaleTaskCount(options));
  });

describe('Ec2Service.autoScaleTaskCount', () => {
  it('leaves the number of tasks to AWS, from the smallest one on', () => {
    const template = scaled({ minCapacity: 2, maxCapacity: 2 });
    const { address, attributes } = template.resource('aws_ecs_service');
    expect(attributes).toMatchObject({
      desired_count: 2,
      lifecycle: { ignore_changes: ['desired_count'], postcondition: [expect.anything()] },
    });
    const target = template.resource('aws_appautoscaling_target');
    const cluster = template.resource('aws_ecs_cluster').address;
    expect(target.attributes).toMatchObject({
      service_namespace: 'ecs',
      scalable_dimension: 'ecs:service:DesiredCount',
      resource_id: `service/\${${cluster}.name}/\${${address}.name}`,
      min_capacity: 2,
      max_capacity: 2,
    });
    expect(template.createdBefore(address, target.address)).toBe(true);
  });

  it('starts where it is told to, within the limits', () => {
    const count = (desiredCount: number) =>
      scaled({ maxCapacity: 2 }, undefined, { desiredCount }).resource('aws_ecs_service')
        .attributes['desired_count'];
    expect(count(2)).toBe(2);
    expect(() => count(0)).toThrow(
      'Test/Service: desiredCount is where the service starts, within 1 to 2; got 0. Leave it out to start with minCapacity.',
    );
  });

  it('is checked against the hosts, where it starts and at its largest', () => {
    expect(scaled({ maxCapacity: 2 }).warnings).toEqual([]);
    expect(scaled({ maxCapacity: 3 }).warnings).toEqual([
      expect.stringMatching(/Test\/Service.*static host port 80\/tcp/),
    ]);
    expect(() => scaled({ minCapacity: 3, maxCapacity: 3 })).toThrow(
      '[Test/Service] a rollout would hang',
    );
  });

  it('sets the limits once', () => {
    expect(() =>
      synth((stack) => {
        const { service } = referenceStack(stack);
        service.autoScaleTaskCount({ maxCapacity: 2 });
        service.autoScaleTaskCount({ maxCapacity: 2 });
      }),
    ).toThrow(
      'Test/Service: autoScaleTaskCount sets the limits of a service once; got a second call. ' +
        'Add policies to what the first call returned.',
    );
  });

  it.each([
    [
      { minCapacity: -1, maxCapacity: 1 },
      'minCapacity must be a whole number of 0 or more; got -1.',
    ],
    [{ maxCapacity: 0 }, 'maxCapacity must be a whole number of 1 or more; got 0.'],
    [
      { minCapacity: 3, maxCapacity: 2 },
      'minCapacity may not be above maxCapacity; got minCapacity 3, maxCapacity 2. Lower minCapacity or raise maxCapacity.',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => scaled(options)).toThrow(`Test/Service/TaskCount: ${message}`);
  });
});

describe('ScalableTaskCount', () => {
  const policies = (configure: (taskCount: ScalableTaskCount) => void) =>
    scaled({ maxCapacity: 2 }, configure).resourcesOf('aws_appautoscaling_policy');

  it('tracks CPU and memory, one policy per call', () => {
    const [cpu, memory] = policies((taskCount) => {
      taskCount.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
      taskCount.scaleOnMemoryUtilization('Memory', {
        targetUtilizationPercent: 70,
        scaleInCooldownSeconds: 60,
        scaleOutCooldownSeconds: 0,
        disableScaleIn: true,
      });
    });
    expect(cpu?.attributes).toMatchObject({
      name: expect.stringMatching(/-Cpu$/),
      policy_type: 'TargetTrackingScaling',
      resource_id: expect.stringMatching(/aws_appautoscaling_target\.\w+\.resource_id/),
      target_tracking_scaling_policy_configuration: {
        target_value: 60,
        scale_in_cooldown: 300,
        scale_out_cooldown: 300,
        disable_scale_in: false,
        predefined_metric_specification: {
          predefined_metric_type: 'ECSServiceAverageCPUUtilization',
        },
      },
    });
    expect(memory?.attributes['target_tracking_scaling_policy_configuration']).toMatchObject({
      target_value: 70,
      scale_in_cooldown: 60,
      scale_out_cooldown: 0,
      disable_scale_in: true,
      predefined_metric_specification: {
        predefined_metric_type: 'ECSServiceAverageMemoryUtilization',
      },
    });
  });

  it('tracks any metric', () => {
    const [policy] = policies((taskCount) =>
      taskCount.scaleToTrackCustomMetric('Queue', {
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        statistic: 'Average',
        targetValue: 10,
        dimensions: { QueueName: 'jobs' },
      }),
    );
    expect(policy?.attributes['target_tracking_scaling_policy_configuration']).toMatchObject({
      target_value: 10,
      customized_metric_specification: {
        namespace: 'AWS/SQS',
        metric_name: 'ApproximateNumberOfMessagesVisible',
        statistic: 'Average',
        dimensions: [{ name: 'QueueName', value: 'jobs' }],
      },
    });
  });

  it('is made again with its policies when the service is, which AWS takes them along with', () => {
    const template = scaled({ maxCapacity: 2 }, (taskCount) =>
      taskCount.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 }),
    );
    const target = template.resource('aws_appautoscaling_target');
    const policy = template.resource('aws_appautoscaling_policy');
    expect(target.attributes['lifecycle']).toEqual({
      replace_triggered_by: [`${template.resource('aws_ecs_service').address}.id`],
    });
    expect(policy.attributes['lifecycle']).toEqual({
      replace_triggered_by: [`${target.address}.id`],
    });
  });

  it('warns of what can never be measured', () => {
    const cpu = (taskCount: ScalableTaskCount) =>
      taskCount.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
    expect(scaled({ minCapacity: 0, maxCapacity: 2 }, cpu).warnings).toEqual([
      'Test/Service/TaskCount: with no task there is nothing to measure, so that nothing would ever start one again; got ' +
        'minCapacity 0. Set minCapacity to 1, or scale on a metric that does not come from the tasks.',
    ]);
    const unreserved = synth((stack) => {
      const { service } = referenceStack(stack, { task: { cpu: undefined } });
      cpu(service.autoScaleTaskCount({ maxCapacity: 2 }));
    });
    expect(unreserved.warnings).toEqual([
      expect.stringContaining('CPU utilization is in percent of what the tasks reserve'),
    ]);
    expect(scaled({ maxCapacity: 2 }, cpu).warnings).toEqual([]);
  });

  it('changes the limits at given times, and Terraform does not change them back', () => {
    const template = scaled({ maxCapacity: 2 }, (taskCount) => {
      const schedule = 'cron(0 8 ? * MON-FRI *)';
      taskCount.scaleOnSchedule('Morning', { schedule, minCapacity: 2, timezone: 'Europe/Berlin' });
    });
    const { attributes } = template.resource('aws_appautoscaling_scheduled_action');
    expect(attributes).toMatchObject({
      schedule: 'cron(0 8 ? * MON-FRI *)',
      timezone: 'Europe/Berlin',
      scalable_target_action: { min_capacity: '2' },
    });
    const target = template.resource('aws_appautoscaling_target');
    expect(target.attributes['lifecycle']).toEqual({
      ignore_changes: ['min_capacity', 'max_capacity'],
      replace_triggered_by: [`${template.resource('aws_ecs_service').address}.id`],
    });
    expect(attributes['lifecycle']).toEqual({ replace_triggered_by: [`${target.address}.id`] });
  });

  it.each<[(taskCount: ScalableTaskCount) => unknown, string]>([
    [
      (taskCount) => {
        const network = new Network(taskCount, 'Network', { availabilityZones: ZONES });
        const names = { loadBalancerName: 'web', network };
        const loadBalancer = new ApplicationLoadBalancer(taskCount, 'LoadBalancer', names);
        const targetGroup = new ApplicationTargetGroup(taskCount, 'Group', { loadBalancer });
        taskCount.scaleOnRequestCount('X', { requestsPerTarget: 0, targetGroup });
      },
      'requestsPerTarget must be a whole number of 1 or more; got 0.',
    ],
    [
      (taskCount) => taskCount.scaleOnCpuUtilization('X', { targetUtilizationPercent: 0 }),
      'targetUtilizationPercent must be a whole number of 1 to 100 %; got 0.',
    ],
    [
      (taskCount) =>
        taskCount.scaleOnCpuUtilization('X', {
          targetUtilizationPercent: 50,
          scaleOutCooldownSeconds: -1,
        }),
      'scaleOutCooldownSeconds must be a whole number of 0 s or more; got -1.',
    ],
    [
      (taskCount) =>
        taskCount.scaleOnSchedule('X', {
          schedule: 'rate(1 hour)',
          minCapacity: 2,
          maxCapacity: 1,
        }),
      'minCapacity may not be above maxCapacity; got minCapacity 2, maxCapacity 1.',
    ],
  ])('refuses case %#', (configure, message) => {
    expect(() => scaled({ maxCapacity: 2 }, configure)).toThrow(
      `Test/Service/TaskCount: ${message}`,
    );
  });

  it('follows a metric once', () => {
    const track = { ...QUEUE, targetValue: 10 };
    expect(() =>
      scaled({ maxCapacity: 2 }, (taskCount) => {
        taskCount.scaleToTrackCustomMetric('One', track);
        taskCount.scaleToTrackCustomMetric('Two', { ...track, targetValue: 20 });
      }),
    ).toThrow(
      'Test/Service/TaskCount/Two: a service follows a metric with one policy; got metric AWS/SQS ' +
        'ApproximateNumberOfMessagesVisible Average QueueName jobs, as One does. Remove one of the two.',
    );
  });

  it.each([
    [
      { schedule: '0 8 * * *', minCapacity: 1 },
      'a schedule is a cron, rate or at expression; got "0 8 * * *". Write it like cron(0 3 * * ? *), rate(12 hours) or at(2027-01-01T03:00:00).',
    ],
    [
      { schedule: 'rate(1 hour)', timezone: 'CEST', minCapacity: 1 },
      'a time zone is a name of the IANA time zone database, in its spelling; got "CEST". Write it like Europe/Berlin.',
    ],
    [
      { schedule: 'rate(1 hour)' },
      'a schedule changes at least one of the limits; got neither minCapacity nor maxCapacity. Set one of them.',
    ],
  ])('refuses the schedule %j', (options, message) => {
    expect(() =>
      scaled({ maxCapacity: 2 }, (taskCount) => taskCount.scaleOnSchedule('X', options)),
    ).toThrow(`Test/Service/TaskCount/X: ${message}`);
  });
});
