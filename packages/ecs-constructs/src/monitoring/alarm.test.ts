import type { TerraformStack } from 'cdktf';
import { synth } from '../testing';
import { Alarm } from './alarm';
import type { AlarmProps } from './alarm-options';
import { Metric } from './metric';
import type { MetricStatistic, ScalingMetric } from './scaling-metric';

const CPU = {
  namespace: 'AWS/ECS',
  metricName: 'CPUUtilization',
  statistic: 'Average',
  dimensions: { ClusterName: 'hello', ServiceName: 'web' },
} as const;

const alarm = (props: Partial<AlarmProps> = {}) =>
  synth(
    (stack) =>
      new Alarm(stack, 'Busy', {
        metric: CPU,
        alarmName: 'busy',
        threshold: 90,
        evaluationPeriods: 3,
        ...props,
      }),
  );
const watching = (metric: Partial<ScalingMetric>) => () => alarm({ metric: { ...CPU, ...metric } });

describe('Alarm', () => {
  it('watches a metric minute by minute, and says what is a day of no data', () => {
    const { attributes } = alarm().resource('aws_cloudwatch_metric_alarm');
    expect(attributes).toEqual(
      expect.objectContaining({
        alarm_name: 'busy',
        namespace: 'AWS/ECS',
        metric_name: 'CPUUtilization',
        statistic: 'Average',
        dimensions: { ClusterName: 'hello', ServiceName: 'web' },
        comparison_operator: 'GreaterThanOrEqualToThreshold',
        threshold: 90,
        evaluation_periods: 3,
        period: 60,
        treat_missing_data: 'missing',
      }),
    );
    expect(attributes).not.toHaveProperty('alarm_actions');
  });

  it('takes a percentile, actions, and part of the periods', () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:operators';
    const { attributes } = alarm({
      metric: { ...CPU, statistic: 'p99.9' },
      datapointsToAlarm: 2,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'notBreaching',
      alarmDescription: 'costs ${5}',
      alarmActions: [topic],
      okActions: [topic],
    }).resource('aws_cloudwatch_metric_alarm');
    expect(attributes).toEqual(
      expect.objectContaining({
        extended_statistic: 'p99.9',
        datapoints_to_alarm: 2,
        comparison_operator: 'LessThanThreshold',
        treat_missing_data: 'notBreaching',
        alarm_description: 'costs $${5}',
        alarm_actions: [topic],
        ok_actions: [topic],
      }),
    );
    expect(attributes).not.toHaveProperty('statistic');
  });

  it.each([10, 20, 30, 60, 120, 3600])('takes a period of %d seconds', (periodSeconds) => {
    expect(() => alarm({ periodSeconds })).not.toThrow();
  });

  it.each([
    [0, 60],
    [15, 60],
    [90, 120],
    [61, 60],
  ])('takes no period of %d seconds', (periodSeconds, better) => {
    expect(() => alarm({ periodSeconds })).toThrow(
      `Test/Busy: periodSeconds is 10, 20, 30 or a multiple of 60; got ${periodSeconds}. Set it to ${better}.`,
    );
  });

  it('looks back over a day, and over seven with periods of an hour', () => {
    expect(() => alarm({ evaluationPeriods: 1440 })).not.toThrow();
    expect(() => alarm({ evaluationPeriods: 168, periodSeconds: 3600 })).not.toThrow();
    expect(() => alarm({ evaluationPeriods: 1441 })).toThrow(
      'Test/Busy: an alarm looks back over a day at most with periods of less than an hour; got 1441 periods of 60 s. ' +
        'Lower evaluationPeriods to 1440 or less.',
    );
    expect(() => alarm({ evaluationPeriods: 169, periodSeconds: 3600 })).toThrow(
      'Test/Busy: an alarm looks back over seven days at most; got 169 periods of 3600 s. Lower evaluationPeriods to ' +
        '168 or less.',
    );
  });

  it('warns of a period that is shorter than what AWS reports in', () => {
    expect(alarm({ periodSeconds: 60 }).warnings).toEqual([]);
    const own = { ...CPU, namespace: 'Shop', dimensions: {} };
    expect(alarm({ periodSeconds: 10, metric: own }).warnings).toEqual([]);
    expect(alarm({ periodSeconds: 10 }).warnings).toEqual([
      expect.stringContaining(
        'AWS/ECS reports once a minute, so that most periods have no value; got periodSeconds 10. Leave it out.',
      ),
    ]);
  });

  it.each<[Partial<AlarmProps>, string]>([
    [{ evaluationPeriods: 0 }, 'evaluationPeriods must be a whole number of 1 or more; got 0.'],
    [{ datapointsToAlarm: 0 }, 'datapointsToAlarm must be a whole number of 1 or more; got 0.'],
    [{ datapointsToAlarm: 4 }, 'evaluationPeriods must be at least datapointsToAlarm; got'],
    [{ alarmName: '' }, 'alarmName has 1 to 255 characters, none of them a control character'],
    [{ alarmName: 'a\nb' }, 'got "a\\nb". Change alarmName.'],
    [{ alarmName: 'a'.repeat(256) }, 'got 256 characters.'],
    [
      { alarmActions: ['operators'] },
      'alarmActions names what is told by its ARN; got "operators".',
    ],
    [{ okActions: Array(6).fill('arn:aws:sns:x') }, 'okActions may have 5 ARNs; got 6.'],
  ])('refuses %j', (props, message) => {
    expect(() => alarm(props)).toThrow(message);
  });

  it('refuses the name of another alarm of the stack', () => {
    expect(() =>
      synth((stack: TerraformStack) => {
        const options = { alarmName: 'busy', threshold: 1, evaluationPeriods: 1 };
        new Metric(CPU).createAlarm(stack, 'One', options);
        new Metric(CPU).createAlarm(stack, 'Two', options);
      }),
    ).toThrow('the second one would write over the first');
  });
});

describe('the names that an alarm watches', () => {
  it.each<Partial<ScalingMetric>>([
    { namespace: 'Shop', metricName: 'cpuutilization', dimensions: { clustername: 'x' } },
    { metricName: 'SomethingNew', dimensions: { ClusterName: 'x', New: 'y' } },
    { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } },
    { statistic: 'p0' },
    { statistic: 'p100' },
  ])('may be %j', (metric) => {
    expect(watching(metric)).not.toThrow();
  });

  it.each<[Partial<ScalingMetric>, string]>([
    [
      { namespace: 'aws/ecs' },
      'nobody reports to namespace of this name; got "aws/ecs". Write AWS/ECS.',
    ],
    [{ metricName: 'CpuUtilization' }, 'got "CpuUtilization". Write CPUUtilization.'],
    [
      { dimensions: { clusterName: 'x' } },
      'nobody reports to a dimension of AWS/ECS of this name; got "clusterName". Write ClusterName.',
    ],
    [{ dimensions: { Cluster: 'x' } }, 'got "Cluster". Write ClusterName.'],
    [
      { dimensions: { ServiceName: 'web' } },
      'ECS reports a service with two dimensions, ClusterName and ServiceName; got ServiceName. Add ClusterName',
    ],
    [
      { dimensions: { ClusterName: 1 as never } },
      'dimensions holds texts, and "ClusterName" is none',
    ],
    [{ statistic: 'average' as MetricStatistic }, 'got "average". Write Average.'],
    [
      { statistic: 'p101' },
      'or a percentile from p0 to p100; got "p101". Change it, for example to p99.',
    ],
    [
      {
        namespace: 'AWS/ApplicationELB',
        metricName: 'RequestCount',
        dimensions: { LoadBalancer: 'web' },
      },
      'CloudWatch names a LoadBalancer by the end of its ARN, such as app/web/50dc6c495c0c9188; got "web".',
    ],
    [
      {
        namespace: 'AWS/NetworkELB',
        metricName: 'HealthyHostCount',
        dimensions: {
          TargetGroup: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/943f017f100becff',
        },
      },
      'CloudWatch names a TargetGroup by the end of its ARN',
    ],
  ])('may not be %j', (metric, message) => {
    expect(watching(metric)).toThrow(`Test/Busy: `);
    expect(watching(metric)).toThrow(message);
  });
});
