import { literal } from '../support/terraform-text';

/** What CloudWatch keeps for every metric. */
export const METRIC_STATISTICS = ['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'] as const;

/** How the values of a period become one: a percentile such as `p99` is known to alarms and steps, not to target tracking. */
export type MetricStatistic =
  'Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum' | `p${number}`;

/** A metric of CloudWatch: what alarms watch and what scaling follows. `Metric` is one. */
export interface ScalingMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: MetricStatistic;
  /** @default - none */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** As an alarm of Terraform takes it. */
export function renderMetric({ namespace, metricName, statistic, dimensions }: ScalingMetric) {
  return {
    ...literal({ namespace, metricName, dimensions: { ...dimensions } }),
    ...(statistic.startsWith('p') ? { extendedStatistic: statistic } : { statistic }),
  };
}
