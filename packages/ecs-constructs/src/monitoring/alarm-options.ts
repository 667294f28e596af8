import type { ScalingMetric } from './scaling-metric';

/** How a metric must stand to the threshold for the alarm to go off. */
export type ComparisonOperator =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

/** Options of `Metric.createAlarm`. */
export interface AlarmOptions {
  /** Unique to the region, 1 to 255 characters: another alarm of this name would be written over. */
  readonly alarmName: string;
  /** In the unit of the metric. */
  readonly threshold: number;
  /** How many periods are looked at. With `periodSeconds` a day at most; seven days where that is an hour or more. */
  readonly evaluationPeriods: number;
  /** How many of them must be beyond the threshold. @default - all of evaluationPeriods */
  readonly datapointsToAlarm?: number;
  /** Length of a period: 10, 20, 30 or a multiple of 60. ECS and load balancers report once a minute. @default 60 */
  readonly periodSeconds?: number;
  /** @default 'GreaterThanOrEqualToThreshold' */
  readonly comparisonOperator?: ComparisonOperator;
  /**
   * What a period without a value counts as. Load balancers report nothing while there are no requests: `notBreaching`
   * ends an alarm that counts errors. @default 'missing'
   */
  readonly treatMissingData?: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
  /** @default - none */
  readonly alarmDescription?: string;
  /** ARNs of what is told when the alarm goes off, such as topics of SNS; five at most. @default - nobody */
  readonly alarmActions?: readonly string[];
  /** ARNs of what is told when it is over; five at most. @default - nobody */
  readonly okActions?: readonly string[];
  /** ARNs of what is told when there is no data; five at most. @default - nobody */
  readonly insufficientDataActions?: readonly string[];
}

/** Properties of `Alarm`. */
export interface AlarmProps extends AlarmOptions {
  /** What is watched: a `Metric`, or its four values. */
  readonly metric: ScalingMetric;
}
