import { exactly, mayMeet } from './glob';
import { difference, intersection, overlap, type Interval, type Universe } from './ranges';
import { findText, holdsText, type TextSet } from './text-set';

/**
 * Which values one property of a request may have: its action, its source address, one of its condition keys.
 */
export interface Constraint {
  readonly values: Values;
  /**
   * Whether a request without the property satisfies it.
   * @default - every request has the property
   */
  readonly missing?: boolean;
  /** For properties with a list of values: whether each of them or one of them must fit. @default - one value */
  readonly quantifier?: 'all' | 'any';
}

/** A set of values. All constraints on one property use the same kind. */
export type Values =
  | (TextSet & {
      readonly kind: 'text';
      /** The only texts that exist. @default - any text */
      readonly of?: readonly string[];
      /** True when the property stands for something that is compared as a whole, not understood. */
      readonly opaque?: boolean;
    })
  | {
      readonly kind: 'range';
      readonly intervals: readonly Interval[];
      readonly negated: boolean;
      readonly universe: Universe;
    };

type Range = Extract<Values, { kind: 'range' }>;

/** A constraint that must hold, or must not. */
export interface Literal {
  readonly constraint: Constraint;
  readonly holds: boolean;
}

/** The value of a property in a request: a list with one element, or more with a quantifier; null when missing. */
export type Example = readonly string[] | null;

export type ExampleSearch =
  | { readonly found: false }
  | { readonly found: true; readonly exact: boolean; readonly example: Example };

const nothing: ExampleSearch = { found: false };

/** Looks for a value of one property for which all literals are as they should. `found: false` is a proof. */
export function findExample(literals: readonly Literal[]): ExampleSearch {
  const [first, ...more] = literals;
  if (first?.holds !== true || more.length > 0) {
    return searchExample(literals);
  }
  let known = examples.get(first.constraint);
  if (known === undefined) {
    known = searchExample(literals);
    // What was too much effort in one comparison may not be in another.
    if (!known.found || known.exact) {
      examples.set(first.constraint, known);
    }
  }
  return known;
}

/** What satisfies a constraint alone: every comparison of a rule begins with it. */
const examples = new WeakMap<Constraint, ExampleSearch>();

function searchExample(literals: readonly Literal[]): ExampleSearch {
  switch (literals[0]?.constraint.quantifier) {
    case 'all':
      return findList(literals, 'all');
    case 'any':
      return findList(literals, 'any');
    case undefined:
      return findOne(literals);
  }
}

/** The same demand in fewer literals: what lies in several ranges lies in one. */
export function joined(literals: readonly Literal[]): readonly Literal[] {
  if (literals.length === 1) {
    return literals;
  }
  const ranges: Range[] = [];
  for (const { constraint, holds } of literals) {
    const values = within(constraint, holds);
    if (values.kind === 'text' || canMissOrRepeat(constraint)) {
      return literals;
    }
    ranges.push(values);
  }
  const [first] = ranges;
  if (first === undefined) {
    return literals;
  }
  const values = { ...first, intervals: numbersIn(ranges), negated: false };
  return [{ constraint: { values }, holds: true }];
}

/** A quick look: false only when no value satisfies both. */
export function mayMeetWithin(a: Constraint, b: Constraint): boolean {
  if (a.values.kind === 'range' && b.values.kind === 'range') {
    const others = b.values.intervals;
    return (
      canMissOrRepeat(a) ||
      a.values.negated ||
      b.values.negated ||
      a.values.intervals.some((one) => others.some((other) => overlap(one, other)))
    );
  }
  if (
    a.values.kind !== 'text' ||
    b.values.kind !== 'text' ||
    a.values.negated ||
    b.values.negated
  ) {
    return true;
  }
  const others = b.values.globs;
  return (
    canMissOrRepeat(a) ||
    a.values.globs.some((glob) => others.some((other) => mayMeet(glob, other)))
  );
}

/** Whether a request may have none or several of the property. */
function canMissOrRepeat({ missing, quantifier }: Constraint): boolean {
  return missing !== undefined || quantifier !== undefined;
}

function findOne(literals: readonly Literal[]): ExampleSearch {
  const canMiss = literals.some(({ constraint }) => constraint.missing !== undefined);
  const present = oneValue(literals.map(({ constraint, holds }) => within(constraint, holds)));
  if (present.found && present.exact) {
    return { ...present, example: [present.example] };
  }
  if (canMiss && literals.every(({ constraint, holds }) => constraint.missing === holds)) {
    return { found: true, exact: true, example: null };
  }
  return present.found ? { ...present, example: [present.example] } : nothing;
}

/**
 * `ForAllValues` holds when no element is outside, `ForAnyValue` when one is inside; so each is "no element in X" or
 * its contrary. A list is found when for every "some element in Y" one exists that none of the X forbids.
 */
function findList(literals: readonly Literal[], quantifier: 'all' | 'any'): ExampleSearch {
  const all = quantifier === 'all';
  const everyElement = literals
    .filter(({ holds }) => holds === all)
    .map(({ constraint }) => within(constraint, all));
  const elements: string[] = [];
  let exact = true;
  for (const { constraint, holds } of literals) {
    if (holds !== all) {
      const element = oneValue([...everyElement, within(constraint, !all)]);
      if (!element.found) {
        return nothing;
      }
      exact = exact && element.exact;
      elements.push(element.example);
    }
  }
  return { found: true, exact, example: elements.length === 0 ? null : elements };
}

function within(constraint: Constraint, inside: boolean): Values {
  const { values } = constraint;
  return inside ? values : { ...values, negated: !values.negated };
}

type ValueSearch =
  | { readonly found: false }
  | { readonly found: true; readonly exact: boolean; readonly example: string };

function oneValue(sets: readonly Values[]): ValueSearch {
  const texts = sets.filter((set) => set.kind === 'text');
  const [first] = texts;
  if (first === undefined) {
    return oneNumber(sets.filter((set) => set.kind === 'range'));
  }
  if (first.of !== undefined) {
    const text = first.of.find((candidate) => texts.every((set) => holdsText(set, candidate)));
    const exact = !texts.some((set) => set.opaque === true);
    return text === undefined ? { found: false } : { found: true, exact, example: text };
  }
  return findText(texts);
}

function oneNumber(sets: readonly Range[]): ValueSearch {
  const [first] = sets;
  const [interval] = numbersIn(sets);
  return first === undefined || interval === undefined
    ? { found: false }
    : { found: true, exact: true, example: first.universe.write(interval.low) };
}

/** The numbers that lie in all of some sets. */
function numbersIn(sets: readonly Range[]): readonly Interval[] {
  let rest: readonly Interval[] = sets[0]?.universe.intervals ?? [];
  for (const set of sets) {
    rest = set.negated ? difference(rest, set.intervals) : intersection(rest, set.intervals);
  }
  return rest;
}

/**
 * A condition that is not understood: it is met or not, and nothing is known about when. It equals only itself, so its
 * property must be named after its whole text.
 */
export function opaque(): Constraint {
  return {
    values: {
      kind: 'text',
      globs: [exactly('met')],
      negated: false,
      of: ['met', 'not met'],
      opaque: true,
    },
  };
}
