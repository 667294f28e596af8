import type { Construct } from 'constructs';
import { isBasicStatistic, requireMetric } from '../monitoring/metric-checks';
import type { ScalingMetric } from '../monitoring/scaling-metric';
import { scheduleProblem, timeZoneProblem } from '../support/schedule-expression';
import { literal } from '../support/terraform-text';
import { isKnown, knownBytes, misuse, requireInteger } from '../support/validation';
import type { ScheduleScalingOptions } from './scaling-options';

/** Requires whole limits, the lower one not above the other. */
export function requireRange(scope: Construct, minCapacity: number, maxCapacity: number): void {
  requireInteger(scope, minCapacity, { name: 'minCapacity', min: 0 });
  requireInteger(scope, maxCapacity, { name: 'maxCapacity', min: 1 });
  if (!isKnown(minCapacity) || !isKnown(maxCapacity) || minCapacity <= maxCapacity) {
    return;
  }
  throw misuse(scope, {
    what: 'minCapacity may not be above maxCapacity',
    got: `minCapacity ${minCapacity}, maxCapacity ${maxCapacity}`,
    fix: 'Lower minCapacity or raise maxCapacity.',
  });
}

/** Longest name of a policy and of a scheduled action, and of an alarm. */
export const MAX_POLICY_NAME = 256;
export const MAX_ALARM_NAME = 255;

/**
 * The name of what scales a service, joined from the names around it.
 *
 * @throws Error when what is known of it is longer than AWS takes
 */
export function scalingName(
  scope: Construct,
  parts: readonly string[],
  max = MAX_POLICY_NAME,
): string {
  const name = parts.join('-');
  if (knownBytes(name) > max) {
    throw misuse(scope, {
      what: `the name of what scales a service is joined from ${parts.length} names and may have ${max} characters`,
      got: `${knownBytes(name)} characters in ${parts.join(', ')}`,
      fix: 'Shorten one of them.',
    });
  }
  return literal(name);
}

/** Requires a schedule in the notation of AWS, which changes at least one of the limits. */
export function requireSchedule(
  scope: Construct,
  id: string,
  options: ScheduleScalingOptions,
): void {
  const where = `${scope.node.path}/${id}`;
  const { schedule, timezone = 'UTC', minCapacity, maxCapacity } = options;
  const problem = scheduleProblem(schedule) ?? timeZoneProblem(timezone);
  if (problem !== undefined) {
    throw misuse(where, problem);
  }
  if (minCapacity === undefined && maxCapacity === undefined) {
    throw misuse(where, {
      what: 'a schedule changes at least one of the limits',
      got: 'neither minCapacity nor maxCapacity',
      fix: 'Set one of them.',
    });
  }
  if (minCapacity !== undefined && maxCapacity !== undefined) {
    requireRange(scope, minCapacity, maxCapacity);
  }
}

/** Requires a metric that target tracking takes: it knows no percentiles. */
export function requireTracked(where: string, metric: ScalingMetric): void {
  requireMetric(where, metric);
  if (!isKnown(metric.statistic) || isBasicStatistic(metric.statistic)) {
    return;
  }
  throw misuse(where, {
    what: 'target tracking knows no percentiles',
    got: `statistic ${metric.statistic}`,
    fix: 'Track the Average, or use scaleOnMetric, whose alarms know them.',
  });
}

/** Requires that nothing else follows the metric: two policies for one metric undo what the other does. */
export function requireOwnMetric(
  scope: Construct,
  id: string,
  metric: string,
  policies: Map<string, string>,
): void {
  const other = policies.get(metric);
  if (other !== undefined) {
    throw misuse(`${scope.node.path}/${id}`, {
      what: 'a service follows a metric with one policy',
      got: `${metric}, as ${other} does`,
      fix: 'Remove one of the two.',
    });
  }
  policies.set(metric, id);
}

/** A metric in words. */
export function describeMetric({
  namespace,
  metricName,
  statistic,
  dimensions = {},
}: ScalingMetric) {
  const of = Object.entries(dimensions).map(([name, value]) => `${name} ${value}`);
  return `metric ${[namespace, metricName, statistic, ...of].join(' ')}`;
}

export const NOTHING_TO_MEASURE = {
  what: 'with no task there is nothing to measure, so that nothing would ever start one again',
  got: 'minCapacity 0',
  fix: 'Set minCapacity to 1, or scale on a metric that does not come from the tasks.',
};

export const NOTHING_RESERVED = {
  what: 'CPU utilization is in percent of what the tasks reserve, and these reserve nothing',
  got: 'cpu 0',
  fix: 'Set cpu on the task definition or on its containers.',
};
