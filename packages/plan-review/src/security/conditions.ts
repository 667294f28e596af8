import { parseCidr, addresses } from './cidr';
import { opaque, type Constraint, type Values } from './constraint';
import { exactly, parseGlob, type GlobSyntax } from './glob';
import type { Condition } from './policy-document';
import { atLeast, atMost, instants, integers, type Interval, type Universe } from './ranges';

/** What a condition demands, and of which property of a request. */
export type ConditionConstraint = readonly [property: string, constraint: Constraint];

/**
 * Reads a condition as a set of values of its key.
 *
 * An operator or value that is not understood becomes a property of its own, which only the same text satisfies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionConstraint(condition: Condition, variables: boolean): ConditionConstraint {
  return understood(condition, { variables }) ?? [opaqueProperty(condition), opaque()];
}

/** Whether a condition is compared by its meaning, not only as a whole. */
export function isUnderstood(condition: Condition): boolean {
  return understood(condition, { variables: false }) !== undefined;
}

/** Conditions with different operators on one key speak about the same thing. */
export function conditionSubject(property: string): string {
  return /^condition \S+ \S+ ([^]+)$/.exec(property)?.[1] ?? property;
}

function opaqueProperty({ operator, key, values }: Condition): string {
  return `condition ${JSON.stringify([operator, key.toLowerCase(), values])}`;
}

const operatorPattern = /^(?:ForA(llValues|nyValue):)?([A-Za-z]+?)(IfExists)?$/;

function understood(
  { operator, key, values }: Condition,
  { variables }: { readonly variables: boolean },
): ConditionConstraint | undefined {
  const [, list, name = '', ifExists] = operatorPattern.exec(operator) ?? [];
  const quantifier = list === 'llValues' ? 'all' : list === 'nyValue' ? 'any' : undefined;
  const property = (family: string): string =>
    `condition ${family} ${quantifier ?? 'one'} ${key.toLowerCase()}`;
  if (name === 'Null') {
    return quantifier === undefined && ifExists === undefined && values.every(isBoolean)
      ? [property('presence'), presence(values)]
      : undefined;
  }
  // Whether IfExists still means something within ForAnyValue is not documented.
  if (quantifier === 'any' && ifExists !== undefined) {
    return undefined;
  }
  const negated = /Not/.test(name);
  const family = familyOf(name.replace('Not', ''), values, negated, variables);
  if (family === undefined) {
    return undefined;
  }
  return [
    property(family.name),
    quantifier === undefined
      ? // Without the key in the request only "not" operators and IfExists hold.
        { values: family.values, missing: negated || ifExists !== undefined }
      : { values: family.values, quantifier },
  ];
}

interface Family {
  readonly name: string;
  readonly values: Values;
}

function familyOf(
  name: string,
  values: readonly string[],
  negated: boolean,
  variables: boolean,
): Family | undefined {
  const text = (syntax: GlobSyntax): Family => ({
    name: 'text',
    values: {
      kind: 'text',
      globs: values.map((value) => parseGlob(value, { variables, ...syntax })),
      negated,
    },
  });
  const range = (
    family: string,
    universe: Universe,
    intervals: readonly (Interval | undefined)[],
  ) =>
    intervals.every((interval) => interval !== undefined)
      ? { name: family, values: { kind: 'range' as const, intervals, negated, universe } }
      : undefined;
  switch (name) {
    case 'StringEquals':
      return text({ wildcards: false });
    case 'StringLike':
      return text({});
    case 'StringEqualsIgnoreCase': {
      const globs = values.map((value) =>
        parseGlob(value.toLowerCase(), { wildcards: false, variables }),
      );
      return { name: 'caseless', values: { kind: 'text', globs, negated } };
    }
    case 'ArnEquals':
    case 'ArnLike':
      return values.every((value) => value.replace(/\$\{[^{}]*\}/g, '').split(':').length >= 6)
        ? text({ arnSegments: true })
        : undefined;
    case 'Bool':
      return values.every(isBoolean)
        ? { name: 'bool', values: finite(['true', 'false'], values, negated) }
        : undefined;
    case 'IpAddress':
      return range('address', addresses, values.map(parseCidr));
    default: {
      const [, type = '', comparison = ''] = /^(Numeric|Date)([A-Za-z]+)$/.exec(name) ?? [];
      const compare = comparisons[comparison];
      const [universe, parse] =
        type === 'Date' ? ([instants, parseInstant] as const) : ([integers, parseInteger] as const);
      return compare === undefined
        ? undefined
        : range(
            type,
            universe,
            values.map((value) => {
              const number = parse(value);
              return number === undefined ? undefined : compare(number);
            }),
          );
    }
  }
}

const comparisons: Readonly<Record<string, ((number: bigint) => Interval) | undefined>> = {
  Equals: (number) => ({ low: number, high: number }),
  LessThan: (number) => atMost(number - 1n),
  LessThanEquals: atMost,
  GreaterThan: (number) => atLeast(number + 1n),
  GreaterThanEquals: atLeast,
};

function parseInteger(text: string): bigint | undefined {
  return /^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}

/** ISO 8601 with a time zone, or seconds since 1970. */
function parseInstant(text: string): bigint | undefined {
  if (/^\d{1,11}$/.test(text)) {
    return BigInt(text) * 1000n;
  }
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(time) ? undefined : BigInt(time);
}

function isBoolean(value: string): boolean {
  return /^(true|false)$/i.test(value);
}

function presence(values: readonly string[]): Constraint {
  const absent = values.map((value) => value.toLowerCase() === 'true');
  return {
    values: finite(['present'], absent.includes(false) ? ['present'] : []),
    missing: absent.includes(true),
  };
}

function finite(of: readonly string[], values: readonly string[], negated = false): Values {
  return {
    kind: 'text',
    globs: values.map((value) => exactly(value.toLowerCase())),
    negated,
    of,
  };
}
