import { isKnown, type Problem } from './validation';

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names that stand for numbers, the first one for `min`. */
  readonly names?: readonly string[];
  /** Forms that only this field has. */
  readonly special?: RegExp;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const FIELDS: readonly CronField[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  {
    name: 'day of week',
    min: 1,
    max: 7,
    names: DAYS,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: 'year', min: 1970, max: 2199 },
];
const FIX = 'Write it like cron(0 3 * * ? *), rate(12 hours) or at(2027-01-01T03:00:00).';

/**
 * What is wrong with the time of a schedule; undefined where nothing is, or where it is not known at synth.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function scheduleProblem(schedule: string): Problem | undefined {
  if (!isKnown(schedule)) {
    return undefined;
  }
  const [, form, inside = ''] = /^(cron|rate|at)\((.*)\)$/.exec(schedule) ?? [];
  const wrong =
    form === undefined ? 'a schedule is a cron, rate or at expression' : FORMS[form]?.(inside);
  return wrong === undefined ? undefined : { what: wrong, got: JSON.stringify(schedule), fix: FIX };
}

/**
 * What is wrong with the name of a time zone; undefined where nothing is.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function timeZoneProblem(timeZone: string): Problem | undefined {
  if (!isKnown(timeZone)) {
    return undefined;
  }
  const canonical = canonicalZone(timeZone);
  const misspelt =
    canonical === undefined ||
    (canonical !== timeZone && canonical.toLowerCase() === timeZone.toLowerCase());
  if (!misspelt) {
    return undefined;
  }
  return {
    what: 'a time zone is a name of the IANA time zone database, in its spelling',
    got: JSON.stringify(timeZone),
    fix: `Write it like ${canonical ?? 'Europe/Berlin'}.`,
  };
}

const FORMS: Readonly<Record<string, (inside: string) => string | undefined>> = {
  cron: cronProblem,
  rate: (inside) =>
    /^[1-9]\d* (minute|hour|day)s?$/.test(inside)
      ? undefined
      : 'a rate is a whole number above 0 and minutes, hours or days',
  at: (inside) =>
    isDateTime(inside)
      ? undefined
      : 'a single time is written yyyy-mm-ddThh:mm:ss, without a zone: timeZone has it',
};

function cronProblem(inside: string): string | undefined {
  const fields = inside.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    const names = FIELDS.map(({ name }) => name).join(', ');
    return `a cron expression of AWS has six fields (${names}), and this one has ${fields.length}`;
  }
  const wrong = FIELDS.findIndex((field, index) => !isCronField(field, fields[index] ?? ''));
  const field = FIELDS[wrong];
  if (field !== undefined) {
    return `the field for ${field.name} of a cron expression has values of ${field.min} to ${field.max}, and ${JSON.stringify(fields[wrong])} is none`;
  }
  const [, , dayOfMonth, , dayOfWeek] = fields;
  return (dayOfMonth === '?') === (dayOfWeek === '?')
    ? 'of the two days of a cron expression, of month and of week, exactly one is "?"'
    : undefined;
}

function isCronField(field: CronField, text: string): boolean {
  return field.special?.test(text) === true || text.split(',').every((part) => isPart(field, part));
}

/** `*`, a value, a range of two, each with `/step` or without. */
function isPart(field: CronField, part: string): boolean {
  const [range = '', step, ...rest] = part.split('/');
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) {
    return false;
  }
  const ends = range.split('-').map((end) => valueOf(field, end));
  return range === '*' || (ends.length <= 2 && ends.every((end) => end !== undefined));
}

function valueOf({ min, max, names = [] }: CronField, text: string): number | undefined {
  const named = names.indexOf(text);
  const value = named < 0 ? Number(text) : named + min;
  return (named >= 0 || /^\d+$/.test(text)) && value >= min && value <= max ? value : undefined;
}

function isDateTime(text: string): boolean {
  const time = new Date(`${text}Z`);
  // Of a day that does not exist JavaScript makes the next one that does.
  return !Number.isNaN(time.getTime()) && time.toISOString() === `${text}.000Z`;
}

function canonicalZone(timeZone: string): string | undefined {
  // An offset is a zone to JavaScript and none to AWS.
  if (!/^[A-Za-z]/.test(timeZone)) {
    return undefined;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
