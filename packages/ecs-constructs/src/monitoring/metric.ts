import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { Alarm, type AlarmOptions } from './alarm';
import { requireMetric } from './metric-checks';
import type { MetricStatistic, ScalingMetric } from './scaling-metric';

/** Properties of {@link Metric}. */
export interface MetricProps extends Omit<ScalingMetric, 'statistic'> {
  /** @default 'Average' */
  readonly statistic?: MetricStatistic;
}

/** Options of the metrics that services, clusters, load balancers and target groups have. */
export interface MetricOptions {
  /** `Average`, `Minimum`, `Maximum`, `SampleCount`, `Sum`, or a percentile such as `p99`. @default - what suits the metric */
  readonly statistic?: MetricStatistic;
}

/**
 * A metric of CloudWatch: watched by an alarm, or followed by scaling, which takes its values with `...metric`:
 * `scaleOnMetric('Cpu', { ...service.metricCpuUtilization(), scalingSteps })`.
 *
 * How long a period is, is up to whoever looks at it: `periodSeconds` of the alarm or of the steps.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export class Metric implements ScalingMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: MetricStatistic;
  readonly dimensions: Readonly<Record<string, string>>;

  /** @throws Error for a statistic that is none, and for names that look like those of AWS and are not */
  constructor(props: MetricProps) {
    requireShape('Metric', 'MetricProps', props);
    const { namespace, metricName, statistic = 'Average', dimensions = {} } = props;
    requireMetric('Metric', { namespace, metricName, statistic, dimensions });
    this.namespace = namespace;
    this.metricName = metricName;
    this.statistic = statistic;
    this.dimensions = { ...dimensions };
  }

  /** The same metric, looked at in another way. */
  with(options: MetricOptions): Metric {
    requireShape('Metric.with', 'MetricOptions', options);
    return new Metric({ ...this, statistic: options.statistic ?? this.statistic });
  }

  /** Makes an alarm that watches this metric. */
  createAlarm(scope: Construct, id: string, options: AlarmOptions): Alarm {
    requireShape(`${scope.node.path}/${id}`, 'AlarmOptions', options);
    return new Alarm(scope, id, { ...options, metric: this });
  }
}
