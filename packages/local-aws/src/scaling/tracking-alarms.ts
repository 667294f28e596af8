import type { TargetTracking } from './scaling-policy';

/** How a metric is named to CloudWatch. */
export interface TrackedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Statistic: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

/** Periods above the target before tasks are added, and below 90 % of it before some are taken away. */
const HIGH = { comparison: 'GreaterThanThreshold', periods: 3, share: 1 };
const LOW = { comparison: 'LessThanThreshold', periods: 15, share: 0.9 };

/** The metric that a policy follows; undefined where it has none that is emulated. */
export function trackedMetric(
  resourceId: string,
  { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: own }: TargetTracking,
): TrackedMetric | undefined {
  const [, cluster = '', service = ''] = resourceId.split('/');
  const ofService = [
    { Name: 'ClusterName', Value: cluster },
    { Name: 'ServiceName', Value: service },
  ];
  switch (predefined?.PredefinedMetricType) {
    case 'ECSServiceAverageCPUUtilization':
      return {
        Namespace: 'AWS/ECS',
        MetricName: 'CPUUtilization',
        Statistic: 'Average',
        Dimensions: ofService,
      };
    case 'ECSServiceAverageMemoryUtilization':
      return {
        Namespace: 'AWS/ECS',
        MetricName: 'MemoryUtilization',
        Statistic: 'Average',
        Dimensions: ofService,
      };
    case 'ALBRequestCountPerTarget': {
      const label = labelParts(predefined.ResourceLabel);
      return label === undefined
        ? undefined
        : {
            Namespace: 'AWS/ApplicationELB',
            MetricName: 'RequestCountPerTarget',
            Statistic: 'Sum',
            Dimensions: [
              { Name: 'TargetGroup', Value: label.targetGroup },
              { Name: 'LoadBalancer', Value: label.loadBalancer },
            ],
          };
    }
  }
  return own?.Namespace === undefined || own.MetricName === undefined
    ? undefined
    : {
        Namespace: own.Namespace,
        MetricName: own.MetricName,
        Statistic: own.Statistic ?? 'Average',
        Dimensions: own.Dimensions ?? [],
      };
}

/** The ends of two ARNs, `app/<name>/<id>/targetgroup/<name>/<id>`; undefined for anything else. */
export function labelParts(
  label = '',
): { readonly loadBalancer: string; readonly targetGroup: string } | undefined {
  const [, loadBalancer, targetGroup] =
    /^(app\/[^/]+\/[^/]+)\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? [];
  return loadBalancer === undefined || targetGroup === undefined
    ? undefined
    : { loadBalancer, targetGroup };
}

/**
 * The parameters of PutMetricAlarm for the two alarms of a policy, by whether they add tasks.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function alarmParameters(
  name: string,
  policyArn: string,
  metric: TrackedMetric,
  target: number,
): Record<string, string> {
  const kind = name.includes('-AlarmLow-') ? LOW : HIGH;
  return {
    AlarmName: name,
    AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policyArn}.`,
    Namespace: metric.Namespace,
    MetricName: metric.MetricName,
    Statistic: metric.Statistic,
    Period: '60',
    EvaluationPeriods: String(kind.periods),
    ComparisonOperator: kind.comparison,
    Threshold: String(target * kind.share),
    'AlarmActions.member.1': policyArn,
    ...Object.fromEntries(
      metric.Dimensions.flatMap(({ Name, Value }, index) => [
        [`Dimensions.member.${index + 1}.Name`, Name],
        [`Dimensions.member.${index + 1}.Value`, Value],
      ]),
    ),
  };
}
