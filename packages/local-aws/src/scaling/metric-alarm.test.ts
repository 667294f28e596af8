import { evaluate, type MetricAlarm } from './metric-alarm';

const alarm = (more: Partial<MetricAlarm> = {}): MetricAlarm => ({
  name: 'a',
  state: 'OK',
  actions: [],
  namespace: 'N',
  metricName: 'M',
  dimensions: [],
  statistic: 'Average',
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  comparison: 'GreaterThanThreshold',
  threshold: 10,
  missingData: 'missing',
  ...more,
});

describe('an alarm', () => {
  it.each([
    ['every period is above', [11, 12, 13], 'ALARM'],
    ['one is not', [11, 10, 13], 'OK'],
    ['only older ones were', [11, 11, 11, 1, 1, 1], 'OK'],
    ['a gap is between those that are', [11, undefined, 12, 13], 'ALARM'],
    ['there are too few', [undefined, 11, 12], 'OK'],
    ['there is nothing', [undefined, undefined], 'INSUFFICIENT_DATA'],
  ])('says what it should when %s', (_, points, state) => {
    expect(evaluate(alarm(), points).state).toBe(state);
  });

  it.each([
    ['GreaterThanOrEqualToThreshold', 10, 'ALARM'],
    ['GreaterThanThreshold', 10, 'OK'],
    ['LessThanThreshold', 10, 'OK'],
    ['LessThanOrEqualToThreshold', 10, 'ALARM'],
    ['LessThanThreshold', 9, 'ALARM'],
    ['GreaterThanUpperThreshold', 99, 'OK'],
  ])('compares by %s', (comparison, value, state) => {
    const one = alarm({ comparison, evaluationPeriods: 1, datapointsToAlarm: 1 });
    expect(evaluate(one, [value])).toEqual({ state, value });
  });

  it.each([
    ['breaching', 'ALARM'],
    ['notBreaching', 'OK'],
    ['ignore', 'OK'],
  ])('treats missing data as %s', (missingData, state) => {
    expect(evaluate(alarm({ missingData }), [undefined]).state).toBe(state);
  });

  it('needs as many datapoints of the periods as it says', () => {
    expect(evaluate(alarm({ datapointsToAlarm: 2 }), [11, 1, 11]).state).toBe('ALARM');
  });
});
