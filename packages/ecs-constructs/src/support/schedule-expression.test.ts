import { Token } from 'cdktf';
import { scheduleProblem, timeZoneProblem } from './schedule-expression';

describe('The time of a schedule', () => {
  it.each([
    'cron(0 3 * * ? *)',
    'cron(0 8 ? * MON-FRI *)',
    'cron(0/15 0-6,22 L 1,JUL ? 2027-2030)',
    'cron(30 12 ? * 6#3 *)',
    'cron(0 0 15W * ? *)',
    'cron(0 0 ? * SATL *)',
    'rate(12 hours)',
    'rate(1 day)',
    'at(2028-02-29T03:00:00)',
  ])('may be %s', (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
  });

  it.each([
    ['0 3 * * ? *', 'a schedule is a cron, rate or at expression'],
    ['Cron(0 3 * * ? *)', 'a schedule is a cron, rate or at expression'],
    ['cron(0 3 * * ?)', /six fields .* has 5/],
    ['cron(60 3 * * ? *)', /minutes of a cron expression has values of 0 to 59, and "60" is none/],
    ['cron(0 24 * * ? *)', /hours .* 0 to 23, and "24" is none/],
    ['cron(0 3 0 * ? *)', /day of month .* 1 to 31/],
    ['cron(0 3 ? * 0 *)', /day of week .* 1 to 7, and "0" is none/],
    ['cron(0 3 ? * MON#6 *)', /day of week/],
    ['cron(0 3 * jan ? *)', /month .* "jan" is none/],
    ['cron(*/0 3 * * ? *)', /minutes/],
    ['cron(0/5/5 3 * * ? *)', /minutes/],
    ['cron(1-2-3 3 * * ? *)', /minutes/],
    ['cron(0 3 * * * *)', /exactly one is "\?"/],
    ['cron(0 3 ? * ? *)', /exactly one is "\?"/],
    ['rate(0 minutes)', 'a rate is a whole number above 0 and minutes, hours or days'],
    ['rate(1 week)', 'a rate is a whole number above 0 and minutes, hours or days'],
    ['at(2027-02-29T03:00:00)', /yyyy-mm-ddThh:mm:ss/],
    ['at(2027-02-28T03:00:00Z)', /without a zone/],
  ])('may not be %s', (schedule, what) => {
    expect(scheduleProblem(schedule)).toMatchObject({
      what: typeof what === 'string' ? what : expect.stringMatching(what),
      got: JSON.stringify(schedule),
    });
  });

  it('is not judged before it is known', () => {
    expect(scheduleProblem(Token.asString({ resolve: () => 'x' }))).toBeUndefined();
  });
});

describe('A time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata'])(
    'may be %s',
    (timeZone) => {
      expect(timeZoneProblem(timeZone)).toBeUndefined();
    },
  );

  it.each([
    ['Europe/Berln', 'Write it like Europe/Berlin.'],
    ['europe/paris', 'Write it like Europe/Paris.'],
    ['+01:00', 'Write it like Europe/Berlin.'],
    ['', 'Write it like Europe/Berlin.'],
  ])('may not be %s', (timeZone, fix) => {
    expect(timeZoneProblem(timeZone)).toEqual({
      what: 'a time zone is a name of the IANA time zone database, in its spelling',
      got: JSON.stringify(timeZone),
      fix,
    });
  });
});
