import { Cron } from 'croner';
import { AwsError } from '../gateway/aws-response';

/** The next time of a schedule after a moment; undefined when there is none. */
export type NextTime = (after: Date) => Date | undefined;

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
/** Last value of each field of a cron expression, for `first/step`, which goes on to the end. */
const LAST = [59, 23, 31, 12, 7, 2199];

/**
 * The times of a schedule.
 *
 * @param since when the schedule was made: a rate counts from there
 * @throws AwsError as Scheduler refuses what is no expression or time zone
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function timesOf(expression: string, timeZone: string, since: Date): NextTime {
  requireZone(timeZone);
  const [, form, inside = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  const times =
    form === 'cron'
      ? cronTimes(inside, timeZone)
      : form === 'rate'
        ? rateTimes(inside, since)
        : form === 'at'
          ? singleTime(inside, timeZone)
          : undefined;
  if (times === undefined) {
    throw new AwsError('ValidationException', `Invalid Schedule Expression ${expression}.`);
  }
  return times;
}

function requireZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new AwsError('ValidationException', `Invalid Schedule Expression Timezone ${timeZone}.`);
  }
}

function cronTimes(inside: string, timezone: string): NextTime | undefined {
  const fields = inside.trim().split(/\s+/);
  if (fields.length !== LAST.length || (fields[2] === '?') === (fields[4] === '?')) {
    return undefined;
  }
  const pattern = ['0', ...fields.map(cronField)].join(' ');
  try {
    // Days of the week count from 1, Sunday, as in Quartz.
    const cron = new Cron(pattern, { timezone, alternativeWeekdays: true, paused: true });
    return (after) => cron.nextRun(after) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A field in the library's spelling, which has `*` for `?`, `first-last/step` for `first/step`, `day#L` for `dayL`. */
function cronField(text: string, index: number): string {
  if (text === '?') {
    return '*';
  }
  const last = index === 4 ? /^(\d|[A-Z]{3})L$/.exec(text)?.[1] : undefined;
  return last === undefined ? text.replace(/(^|,)(\d+)\//g, `$1$2-${LAST[index]}/`) : `${last}#L`;
}

function rateTimes(inside: string, since: Date): NextTime | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(inside) ?? [];
  const every = Number(count) * (UNITS[unit] ?? 0);
  if (every === 0) {
    return undefined;
  }
  return (after) => {
    const passed = Math.floor((after.getTime() - since.getTime()) / every);
    return new Date(since.getTime() + (passed + 1) * every);
  };
}

function singleTime(inside: string, timezone: string): NextTime | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside)) {
    return undefined;
  }
  const [time] = new Cron(inside, { timezone, paused: true }).nextRuns(1, new Date(0));
  return (after) => (time !== undefined && time > after ? time : undefined);
}
