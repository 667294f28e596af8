import { record, records, text, texts } from '../gateway/xml';
import type { MotoClient } from '../moto/moto-client';
import { evaluationRange, type MetricAlarm } from './metric-alarm';

/**
 * The datapoints that an alarm looks at, oldest first and undefined where there is none. A minute of the alarm lasts
 * `minuteSeconds` here.
 */
export async function datapointsOf(
  moto: MotoClient,
  region: string,
  alarm: MetricAlarm,
  minuteSeconds: number,
  now: number = Date.now(),
): Promise<readonly (number | undefined)[]> {
  const period = Math.max(1, Math.round((alarm.periodSeconds / 60) * minuteSeconds));
  const count = evaluationRange(alarm);
  const end = Math.floor(now / 1000 / period) * period;
  const start = end - count * period;
  const metric = 'MetricDataQueries.member.1.MetricStat';
  const answer = await moto.query('monitoring', region, 'GetMetricData', {
    StartTime: new Date(start * 1000).toISOString(),
    EndTime: new Date(end * 1000).toISOString(),
    ScanBy: 'TimestampAscending',
    'MetricDataQueries.member.1.Id': 'm',
    [`${metric}.Period`]: String(period),
    [`${metric}.Stat`]: alarm.statistic,
    [`${metric}.Metric.Namespace`]: alarm.namespace,
    [`${metric}.Metric.MetricName`]: alarm.metricName ?? '',
    ...Object.fromEntries(
      alarm.dimensions.flatMap(({ name, value }, index) => [
        [`${metric}.Metric.Dimensions.member.${index + 1}.Name`, name],
        [`${metric}.Metric.Dimensions.member.${index + 1}.Value`, value],
      ]),
    ),
  });
  const result = record(records(answer['MetricDataResults'])[0]);
  const values = texts(result['Values']);
  const points: (number | undefined)[] = Array.from({ length: count }, () => undefined);
  texts(result['Timestamps']).forEach((time, index) => {
    const at = Math.round((Date.parse(time) / 1000 - start) / period);
    if (at >= 0 && at < count) {
      points[at] = Number(text(values[index]));
    }
  });
  return points;
}
