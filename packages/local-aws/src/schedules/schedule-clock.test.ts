import type { Schedule } from './schedule';
import { ScheduleClock } from './schedule-clock';

const schedule = (expression: string, more: Partial<Schedule> = {}): Schedule => ({
  arn: 'arn:nightly',
  name: 'nightly',
  region: 'us-east-1',
  expression,
  timeZone: 'UTC',
  enabled: true,
  target: {},
  ...more,
});

describe('the clock of the schedules', () => {
  const fired: string[] = [];
  let clock: ScheduleClock<Schedule>;
  const minutes = (count: number) => jest.advanceTimersByTime(count * 60_000);

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-26T00:00:00Z') });
    fired.length = 0;
    clock = new ScheduleClock((_, time) => fired.push(time.toISOString().slice(11, 16)));
  });
  afterEach(() => {
    clock.close();
    jest.useRealTimers();
  });

  it('fires at every time, and not before', () => {
    clock.set(schedule('rate(5 minutes)'));
    minutes(4);
    expect(fired).toEqual([]);
    minutes(7);
    expect(fired).toEqual(['00:05', '00:10']);
  });

  it('keeps one schedule by its ARN, the last one', () => {
    clock.set(schedule('rate(5 minutes)'));
    clock.set(schedule('rate(3 minutes)'));
    minutes(5);
    expect(fired).toEqual(['00:03']);
  });

  it('keeps one that is disabled, deleted or wrong from firing', () => {
    clock.set(schedule('rate(1 minute)', { enabled: false }));
    minutes(5);
    clock.set(schedule('rate(1 minute)'));
    clock.delete('arn:nightly');
    minutes(5);
    expect(() => clock.set(schedule('rate(1 week)'))).toThrow('Invalid Schedule Expression');
    minutes(5);
    expect(fired).toEqual([]);
  });

  it('waits longer than a timer can', () => {
    clock.set(schedule('at(2027-01-26T00:00:00)'));
    minutes(60 * 24 * 60);
    expect(fired).toEqual([]);
    minutes(60 * 24 * 2);
    expect(fired).toEqual(['00:00']);
  });
});
