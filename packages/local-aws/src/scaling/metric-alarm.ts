import { record, records, text, texts, type XmlRecord } from '../gateway/xml';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StateValue.html */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm on one metric, as CloudWatch keeps it. */
export interface MetricAlarm {
  readonly name: string;
  readonly state: AlarmState;
  /** ARNs of what happens in the state ALARM; empty while actions are disabled. */
  readonly actions: readonly string[];
  readonly namespace: string;
  /** Undefined where the alarm is made of expressions. */
  readonly metricName?: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: string;
  readonly threshold: number;
  readonly missingData: string;
}

/** What an alarm is evaluated to, and by which value. */
export interface AlarmVerdict {
  readonly state: AlarmState;
  /** The latest datapoint. */
  readonly value?: number;
}

/** Reads the metric alarms of a DescribeAlarms answer. */
export function alarmsIn(answer: XmlRecord): readonly MetricAlarm[] {
  return records(answer['MetricAlarms']).map((alarm) => {
    const evaluationPeriods = Number(text(alarm['EvaluationPeriods']) ?? 1);
    const metricName = text(alarm['MetricName']);
    return {
      name: text(alarm['AlarmName']) ?? '',
      state: (text(alarm['StateValue']) ?? 'INSUFFICIENT_DATA') as AlarmState,
      actions: text(alarm['ActionsEnabled']) === 'false' ? [] : texts(alarm['AlarmActions']),
      namespace: text(alarm['Namespace']) ?? '',
      ...(metricName === undefined ? {} : { metricName }),
      dimensions: records(alarm['Dimensions']).map((one) => {
        const { Name, Value } = record(one);
        return { name: text(Name) ?? '', value: text(Value) ?? '' };
      }),
      statistic: text(alarm['Statistic']) ?? text(alarm['ExtendedStatistic']) ?? 'Average',
      periodSeconds: Number(text(alarm['Period']) ?? 60),
      evaluationPeriods,
      datapointsToAlarm: Number(text(alarm['DatapointsToAlarm']) ?? evaluationPeriods),
      comparison: text(alarm['ComparisonOperator']) ?? '',
      threshold: Number(text(alarm['Threshold']) ?? 0),
      missingData: text(alarm['TreatMissingData']) ?? 'missing',
    };
  });
}

/** How many periods are looked at: more than are evaluated, so that one that is late is no gap. */
export function evaluationRange({ evaluationPeriods }: MetricAlarm): number {
  return evaluationPeriods + 5;
}

/**
 * Evaluates an alarm by its datapoints, oldest first and undefined where there is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluate(
  alarm: MetricAlarm,
  datapoints: readonly (number | undefined)[],
): AlarmVerdict {
  const { evaluationPeriods, datapointsToAlarm, missingData } = alarm;
  const found = datapoints.filter((value) => value !== undefined);
  const value = found.at(-1);
  const latest = value === undefined ? {} : { value };
  if (found.length === 0 && missingData === 'missing') {
    return { state: 'INSUFFICIENT_DATA' };
  }
  if (found.length === 0 && missingData === 'ignore') {
    return { state: alarm.state };
  }
  const evaluated = found.slice(-evaluationPeriods);
  const missing = evaluationPeriods - evaluated.length;
  const breaching = evaluated.filter((one) => breaches(alarm, one)).length;
  const isAlarm = breaching + (missingData === 'breaching' ? missing : 0) >= datapointsToAlarm;
  return { state: isAlarm ? 'ALARM' : 'OK', ...latest };
}

function breaches({ comparison, threshold }: MetricAlarm, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      return false;
  }
}
