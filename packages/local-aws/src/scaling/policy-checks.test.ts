import { checkPolicy } from './policy-checks';

const LABEL = 'app/web/1/targetgroup/web/2';
const check = (tracking: object, PolicyType = 'TargetTrackingScaling') =>
  checkPolicy(
    { PolicyType, TargetTrackingScalingPolicyConfiguration: tracking },
    {
      sends: (balancer, group) => balancer === 'app/web/1' && group === 'targetgroup/web/2',
    },
  );
const predefined = (PredefinedMetricType: string, ResourceLabel?: string) => ({
  PredefinedMetricSpecification: { PredefinedMetricType, ResourceLabel },
});

describe('checkPolicy', () => {
  it.each([
    ['steps', {}, 'StepScaling'],
    ['CPU', predefined('ECSServiceAverageCPUUtilization'), undefined],
    ['requests of a balancer', predefined('ALBRequestCountPerTarget', LABEL), undefined],
    ['a metric by its name', { CustomizedMetricSpecification: { MetricName: 'm' } }, undefined],
  ])('takes %s', (_, tracking, type) => {
    expect(() => check(tracking, type)).not.toThrow();
  });

  it.each([
    ['a prediction', {}, 'PredictiveScaling', 'PredictiveScaling is not emulated'],
    [
      'metric math',
      { CustomizedMetricSpecification: { Metrics: [] } },
      undefined,
      'target tracking on metric math is not emulated',
    ],
    [
      'a metric of another service',
      predefined('DynamoDBReadCapacityUtilization'),
      undefined,
      'Metric type DynamoDBReadCapacityUtilization is not valid for service namespace ecs',
    ],
    [
      'requests without a label',
      predefined('ALBRequestCountPerTarget'),
      undefined,
      'Invalid resource label: .',
    ],
    [
      'requests that no balancer sends',
      predefined('ALBRequestCountPerTarget', 'app/web/1/targetgroup/web/3'),
      undefined,
      'Invalid resource label: app/web/1/targetgroup/web/3',
    ],
  ])('refuses %s', (_, tracking, type, message) => {
    expect(() => check(tracking, type)).toThrow(message);
  });
});
