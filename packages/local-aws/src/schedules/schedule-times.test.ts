import { timesOf } from './schedule-times';

const SINCE = new Date('2026-11-26T00:10:00Z');
const next = (expression: string, timeZone = 'UTC', after = SINCE) =>
  timesOf(expression, timeZone, SINCE)(after)?.toISOString();

describe('the next time of a schedule', () => {
  it.each([
    ['cron(0 3 * * ? *)', 'UTC', '2026-11-26T03:00:00.000Z'],
    ['cron(0 3 * * ? *)', 'Europe/Berlin', '2026-11-26T02:00:00.000Z'],
    ['cron(0 8 ? * 2-6 *)', 'UTC', '2026-11-26T08:00:00.000Z'],
    ['cron(0 8 ? * 1 *)', 'UTC', '2026-11-29T08:00:00.000Z'],
    ['cron(0 8 ? * SAT *)', 'UTC', '2026-11-28T08:00:00.000Z'],
    ['cron(5/20 0 * * ? *)', 'UTC', '2026-11-26T00:25:00.000Z'],
    ['cron(0 0 L * ? *)', 'UTC', '2026-11-30T00:00:00.000Z'],
    ['cron(0 0 15W * ? *)', 'UTC', '2026-12-15T00:00:00.000Z'],
    ['cron(30 12 ? * 6#3 *)', 'UTC', '2026-12-18T12:30:00.000Z'],
    ['cron(0 0 ? * 7L *)', 'UTC', '2026-11-28T00:00:00.000Z'],
    ['rate(2 hours)', 'UTC', '2026-11-26T02:10:00.000Z'],
    ['rate(1 day)', 'UTC', '2026-11-27T00:10:00.000Z'],
    ['at(2026-12-24T18:00:00)', 'Europe/Berlin', '2026-12-24T17:00:00.000Z'],
  ])('%s in %s is %s', (expression, timeZone, time) => {
    expect(next(expression, timeZone)).toBe(time);
  });

  it('is counted from when the schedule was made', () => {
    expect(next('rate(2 hours)', 'UTC', new Date('2026-11-26T02:10:00Z'))).toBe(
      '2026-11-26T04:10:00.000Z',
    );
  });

  it('is none where its only one is over', () => {
    expect(next('at(2026-11-26T00:00:00)')).toBeUndefined();
    expect(next('cron(0 3 * * ? 2025)')).toBeUndefined();
  });

  it.each([
    ['cron(0 3 * * *)', 'UTC'],
    ['cron(0 3 * * * *)', 'UTC'],
    ['cron(99 3 * * ? *)', 'UTC'],
    ['rate(0 minutes)', 'UTC'],
    ['rate(1 week)', 'UTC'],
    ['at(soon)', 'UTC'],
    ['every night', 'UTC'],
    ['cron(0 3 * * ? *)', 'Europe/Berln'],
    ['at(2026-12-24T18:00:00)', 'Europe/Berln'],
  ])('is refused for %s in %s', (expression, timeZone) => {
    expect(() => timesOf(expression, timeZone, SINCE)).toThrow('Invalid Schedule Expression');
  });
});
