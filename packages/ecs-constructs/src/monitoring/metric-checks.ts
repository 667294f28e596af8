import type { IConstruct } from 'constructs';
import { closest } from '../support/closest';
import { isKnown, misuse, requireTexts } from '../support/validation';
import { KNOWN_NAMESPACES, meant } from './known-metrics';
import { METRIC_STATISTICS, type ScalingMetric } from './scaling-metric';

/**
 * Requires names that somebody reports to: CloudWatch takes any, and an alarm on one that nobody reports to stays without
 * data for ever. What is not known here passes.
 *
 * @throws Error for a statistic that is none, and for names that look like those of AWS and are not
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function requireMetric(where: IConstruct | string, metric: ScalingMetric): void {
  const { namespace, metricName, dimensions = {} } = metric;
  requireTexts(where, 'dimensions', dimensions);
  requireStatistic(where, metric.statistic);
  requireSpelling(where, 'namespace', namespace, Object.keys(KNOWN_NAMESPACES));
  const known = isKnown(namespace) ? KNOWN_NAMESPACES[namespace] : undefined;
  if (known === undefined) {
    return;
  }
  requireSpelling(where, 'metricName', metricName, known.metrics);
  for (const name of Object.keys(dimensions)) {
    requireSpelling(where, `a dimension of ${namespace}`, name, known.dimensions);
  }
  requireCluster(where, metric);
  requireServiceMetric(where, metric);
  requireBalancerNames(where, metric);
}

/** True for one that CloudWatch keeps for every metric; false for a percentile. */
export function isBasicStatistic(statistic: string): boolean {
  return (METRIC_STATISTICS as readonly string[]).includes(statistic);
}

function requireStatistic(where: IConstruct | string, statistic: string): void {
  const isPercentile = /^p(\d{1,2}(\.\d{1,2})?|100)$/.test(statistic);
  if (!isKnown(statistic) || isBasicStatistic(statistic) || isPercentile) {
    return;
  }
  const near = closest(statistic, METRIC_STATISTICS);
  throw misuse(where, {
    what: `statistic is one of ${METRIC_STATISTICS.join(', ')}, or a percentile from p0 to p100`,
    got: JSON.stringify(statistic),
    fix: near === undefined ? 'Change it, for example to p99.' : `Write ${near}.`,
  });
}

function requireSpelling(
  where: IConstruct | string,
  what: string,
  written: string,
  names: readonly string[],
): void {
  const name = isKnown(written) ? meant(written, names) : undefined;
  if (name === undefined) {
    return;
  }
  throw misuse(where, {
    what: `CloudWatch tells names apart by every letter, and nobody reports to ${what} of this name`,
    got: JSON.stringify(written),
    fix: `Write ${name}.`,
  });
}

function requireCluster(
  where: IConstruct | string,
  { namespace, dimensions }: ScalingMetric,
): void {
  const names = Object.keys(dimensions ?? {});
  if (namespace !== 'AWS/ECS' || !names.includes('ServiceName') || names.includes('ClusterName')) {
    return;
  }
  throw misuse(where, {
    what: 'ECS reports a service with two dimensions, ClusterName and ServiceName',
    got: names.join(', '),
    fix: 'Add ClusterName, or use service.metric(name).',
  });
}

/** What all hosts of a cluster have reserved; a service has no such share. */
const OF_CLUSTERS = ['CPUReservation', 'MemoryReservation'];

function requireServiceMetric(where: IConstruct | string, metric: ScalingMetric): void {
  const { namespace, metricName, dimensions = {} } = metric;
  if (
    namespace !== 'AWS/ECS' ||
    !('ServiceName' in dimensions) ||
    !OF_CLUSTERS.includes(metricName)
  ) {
    return;
  }
  throw misuse(where, {
    what: 'ECS reports what is reserved for clusters only, and nothing of this name for a service',
    got: metricName,
    fix: `Use metric${metricName.replace('CPU', 'Cpu')} of the cluster, or ${metricName.replace('Reservation', 'Utilization')} of the service.`,
  });
}

/** By the end of its ARN: an ARN or a name alone has no metrics. */
function requireBalancerNames(
  where: IConstruct | string,
  { namespace, dimensions = {} }: ScalingMetric,
): void {
  if (!namespace.endsWith('ELB')) {
    return;
  }
  const forms = {
    LoadBalancer: { form: /^(app|net)\/[^/]+\/[^/]+$/, example: 'app/web/50dc6c495c0c9188' },
    TargetGroup: {
      form: /^targetgroup\/[^/]+\/[^/]+$/,
      example: 'targetgroup/web/943f017f100becff',
    },
  };
  for (const [name, { form, example }] of Object.entries(forms)) {
    const value = dimensions[name];
    if (isKnown(value) && !form.test(value)) {
      throw misuse(where, {
        what: `CloudWatch names a ${name} by the end of its ARN, such as ${example}`,
        got: JSON.stringify(value),
        fix: 'Use metrics of the load balancer or of the target group, or arnSuffix of the resource.',
      });
    }
  }
}
