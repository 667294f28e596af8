import { equal, isList, isObject, type Json } from '../plan/json';
import { pairsAt, type Pair } from './pairs';
import type { InPlace } from './row';

/** One condition of a row: `retention_in_days<`. */
export interface Condition {
  /** `rule.expiration.days`, without indexes. */
  readonly path: string;
  readonly kind: 'differs' | 'falls' | 'rises' | 'becomes' | 'loses an entry' | 'gains an entry';
  readonly value?: string;
}

/** A condition that holds, or may, because the new value is known only after apply. */
export interface Held {
  readonly path: string;
  readonly pair: Pair;
}

/** Reads `engine_version retention< -subnets status=Suspended`. Throws on what is none of these. */
export function conditionsOf(when: string): readonly Condition[] {
  return when.split(/\s+/).map((token): Condition => {
    const match = /^([-+]?)([a-z][\w-]*(?:\.[a-z][\w-]*)*)(?:([<>])|=(.+))?$/i.exec(token);
    const [, sign, path, order, value] = match ?? [];
    if (path === undefined || (sign !== '' && (order ?? value) !== undefined)) {
      throw new Error(
        `Knowledge: a condition must be attribute, attribute<, attribute>, attribute=value, -attribute or +attribute; got '${token}' in '${when}'.`,
      );
    }
    if (value !== undefined) {
      return { path, kind: 'becomes', value };
    }
    if (order !== undefined) {
      return { path, kind: order === '<' ? 'falls' : 'rises' };
    }
    if (sign === '') {
      return { path, kind: 'differs' };
    }
    return { path, kind: sign === '-' ? 'loses an entry' : 'gains an entry' };
  });
}

/** Whether it says only that an entry goes or comes, and nothing of what changes in one that stays. */
export function isOfEntries({ kind }: Condition): boolean {
  return kind === 'loses an entry' || kind === 'gains an entry';
}

/** Whether entries come or go at a path, and those that stay are the same. */
export function onlyCountChanges(sides: Sides, path: string): boolean {
  return pairsAt(sides, path.split('.'), { skipsDisabled: false }).every(({ before, after }) => {
    const [left, right] = [entriesOf(before), entriesOf(after)];
    const [fewer, more] = left.length < right.length ? [left, right] : [right, left];
    return fewer.every((item) => more.some((other) => equal(item, other)));
  });
}

function entriesOf(value: Json | undefined): readonly Json[] {
  if (isNothing(value)) {
    return [];
  }
  return isList(value) ? value : isObject(value) ? Object.entries(value) : [value ?? null];
}

interface Sides {
  readonly before: Json;
  readonly after: Json;
  readonly unknown: Json;
}

/** How a row reads the numbers of its limits. */
type Reading = Pick<InPlace, 'unlimited' | 'missing' | 'ofExisting'>;

/** The first place where a condition holds. */
export function holds(condition: Condition, sides: Sides, reading: Reading = {}): Held | undefined {
  const { path } = condition;
  const isLimit = condition.kind === 'falls' || condition.kind === 'rises';
  const pair = pairsAt(sides, path.split('.'), { skipsDisabled: isLimit }).find((candidate) =>
    test(condition, candidate, reading),
  );
  return pair === undefined ? undefined : { path, pair };
}

function test(condition: Condition, pair: Pair, reading: Reading): boolean {
  const { before, after } = pair;
  if (reading.ofExisting === true && before === undefined) {
    return false;
  }
  if (pair.isUnknown && (condition.kind === 'differs' || isNothing(after))) {
    return true;
  }
  if (equal(orNull(before), orNull(after))) {
    return false;
  }
  switch (condition.kind) {
    case 'differs':
      return true;
    case 'becomes':
      return String(after) === condition.value;
    case 'falls':
      return isList(before) && isList(after)
        ? isMissing(before, after)
        : isBelow(numberOf(after, reading), numberOf(before, reading));
    case 'rises':
      return isBelow(numberOf(before, reading), numberOf(after, reading));
    case 'loses an entry':
      return isMissing(before, after);
    case 'gains an entry':
      return isMissing(after, before);
  }
}

/** No number is no limit: everything is below it. */
function isBelow(value: number | undefined, other: number | undefined): boolean {
  return value !== undefined && (other === undefined || value < other);
}

function numberOf(value: Json | undefined, { unlimited, missing }: Reading): number | undefined {
  if (isNothing(value)) {
    return missing;
  }
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  const isLimit =
    typeof number === 'number' && Number.isFinite(number) && number >= 0 && number !== unlimited;
  return isLimit ? number : undefined;
}

/** Whether something of the first is not in the second. Blocks without a name are counted: one that changes is none that goes. */
function isMissing(value: Json | undefined, other: Json | undefined): boolean {
  if (isNothing(value)) {
    return false;
  }
  if (isNothing(other)) {
    return true;
  }
  if (isList(value) && isList(other)) {
    return value.some(isObject)
      ? value.length > other.length || value.some((item) => isNamedOnlyIn(item, other))
      : value.some((item) => !other.some((candidate) => equal(item, candidate)));
  }
  if (isObject(value) && isObject(other)) {
    return Object.keys(value).some((key) => !Object.hasOwn(other, key));
  }
  return false;
}

/** What tells an entry of a block type from others; what differs there is another entry. */
const namedBy = [
  ...['id', 'name', 'key', 'region_name', 'region', 'location', 'identifier', 'vpc_id', 'cidr'],
  ...['cidr_block', 'subnet_id', 'rule_name', 'origin_id', 'path_pattern', 'lb_port'],
  ...['endpoint_id', 'repository_name', 'Sid', 'sid', 'index_name'],
];

function isNamedOnlyIn(item: Json, others: readonly Json[]): boolean {
  const key = isObject(item)
    ? namedBy.find((name) => typeof item[name] === 'string' || typeof item[name] === 'number')
    : undefined;
  return (
    key !== undefined &&
    isObject(item) &&
    item[key] !== '' &&
    !others.some((other) => isObject(other) && other[key] === item[key])
  );
}

function isNothing(value: Json | undefined): boolean {
  return orNull(value) === null;
}

/** Providers write nothing as null, as empty text or as an empty list. */
function orNull(value: Json | undefined): Json {
  return value === undefined || value === '' || (isList(value) && value.length === 0)
    ? null
    : value;
}
