import { balancedStack } from '../fixtures/balanced-stack';
import { referenceStack } from '../fixtures/reference-stack';
import { ListenerCondition } from '../load-balancing/listener-condition';
import { synth } from '../testing';
import type { ScalableTaskCount } from './scalable-task-count';
import type { ScalingStep } from './step-scaling';

const QUEUE = {
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  statistic: 'Average',
  dimensions: { QueueName: 'jobs' },
} as const;

const scaled = (configure: (taskCount: ScalableTaskCount) => void) =>
  synth((stack) => configure(referenceStack(stack).service.autoScaleTaskCount({ maxCapacity: 2 })));

describe('ScalableTaskCount.scaleOnRequestCount', () => {
  it('follows the requests to a target group, once a listener sends them there', () => {
    const template = synth((stack) => {
      const { service, targetGroup } = balancedStack(stack);
      service
        .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 4 })
        .scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup });
    });
    expect(template.warnings).toEqual([]);
    const policy = template.resource('aws_appautoscaling_policy');
    expect(policy.attributes['target_tracking_scaling_policy_configuration']).toMatchObject({
      target_value: 1000,
      predefined_metric_specification: {
        predefined_metric_type: 'ALBRequestCountPerTarget',
        resource_label: expect.stringMatching(
          /^\$\{aws_lb\.\w+\.arn_suffix\}\/\$\{aws_lb_target_group\.\w+\.arn_suffix\}$/,
        ),
      },
    });
    expect(template.createdBefore('LoadBalancer/Http', policy.address)).toBe(true);
  });

  it('follows no requests that go to others', () => {
    expect(() =>
      synth((stack) => {
        const { service, listener } = balancedStack(stack, { targets: { targets: [] } });
        const conditions = [ListenerCondition.pathPatterns(['/other'])];
        const targetGroup = listener.addTargets('Other', { targets: [], priority: 1, conditions });
        service
          .autoScaleTaskCount({ maxCapacity: 2 })
          .scaleOnRequestCount('Requests', { requestsPerTarget: 10, targetGroup });
      }),
    ).toThrow(
      '[Test/Service/TaskCount] a service follows the requests to a target group that its tasks are registered in; got ' +
        'Test/LoadBalancer/Http/Other. Add the service to the targets of that group, or name the group that addTargets ' +
        'returned for it.',
    );
  });
});

describe('ScalableTaskCount.scaleOnMetric', () => {
  it('adds and removes tasks by steps, with an alarm for each direction', () => {
    const template = scaled((taskCount) =>
      taskCount.scaleOnMetric('Queue', {
        ...QUEUE,
        scalingSteps: [
          { upper: 10, change: -1 },
          { lower: 500, change: 3 },
          { lower: 100, change: 1 },
        ],
      }),
    );
    const [removed, added] = template
      .resourcesOf('aws_appautoscaling_policy')
      .map(({ attributes }) => attributes);
    expect(added).toMatchObject({
      policy_type: 'StepScaling',
      step_scaling_policy_configuration: {
        adjustment_type: 'ChangeInCapacity',
        cooldown: 300,
        metric_aggregation_type: 'Average',
        step_adjustment: [
          {
            metric_interval_lower_bound: '0',
            metric_interval_upper_bound: '400',
            scaling_adjustment: 1,
          },
          { metric_interval_lower_bound: '400', scaling_adjustment: 3 },
        ],
      },
    });
    expect(removed).toMatchObject({
      step_scaling_policy_configuration: {
        step_adjustment: [{ metric_interval_upper_bound: '0', scaling_adjustment: -1 }],
      },
    });
    expect(
      template.resourcesOf('aws_cloudwatch_metric_alarm').map(({ attributes }) => attributes),
    ).toEqual([
      expect.objectContaining({
        comparison_operator: 'LessThanOrEqualToThreshold',
        threshold: 10,
        alarm_actions: [expect.stringContaining('aws_appautoscaling_policy.')],
      }),
      expect.objectContaining({
        comparison_operator: 'GreaterThanOrEqualToThreshold',
        threshold: 100,
        dimensions: { QueueName: 'jobs' },
        evaluation_periods: 3,
        period: 60,
      }),
    ]);
  });

  it.each<[readonly ScalingStep[], string]>([
    [[], 'scaleOnMetric scales by steps; got no scalingSteps.'],
    [[{ lower: 1, change: 0 }], 'got {"lower":1,"change":0}.'],
    [[{ upper: 1, change: 1 }], 'got {"upper":1,"change":1}.'],
    [[{ lower: 2, upper: 1, change: 1 }], 'got {"lower":2,"upper":1,"change":1}.'],
    [
      [
        { lower: 10, upper: 20, change: 1 },
        { lower: 30, change: 2 },
      ],
      'follow each other without a gap, and the outermost one has no end; got [1,2] with 20 next to 30.',
    ],
    [[{ lower: 10, upper: 20, change: 1 }], 'got [1] with 20 next to nothing.'],
    [
      [
        { lower: 10, change: 1 },
        { upper: 10, change: -1 },
      ],
      'got removed up to 10, added from 10 on.',
    ],
  ])('refuses the steps %j', (scalingSteps, message) => {
    const build = () =>
      scaled((taskCount) => taskCount.scaleOnMetric('X', { ...QUEUE, scalingSteps }));
    expect(build).toThrow('Test/Service/TaskCount/X: ');
    expect(build).toThrow(message);
  });
});
