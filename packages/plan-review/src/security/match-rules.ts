import type { AccessRule } from './rule';

/** A rule and what becomes of it, or one side alone. */
export interface RulePair {
  readonly before?: AccessRule;
  readonly after?: AccessRule;
}

/**
 * Pairs the rules before with those after, so that a change shows as one row. Rules that are equal word by word are left
 * out, wherever they stand. Which pair is shown does not change what is found to be widened.
 */
export function matchRules(
  before: readonly AccessRule[],
  after: readonly AccessRule[],
): RulePair[] {
  if (before.length === after.length && before.every((rule, index) => rule === after[index])) {
    return [];
  }
  const [gone, come] = withoutEqual(before, after);
  const used = new Set<AccessRule>();
  const pairs: RulePair[] = [];
  const pair = ({ left, right }: Candidate): void => {
    if (!used.has(left) && !used.has(right)) {
      used.add(left).add(right);
      pairs.push({ before: left, after: right });
    }
  };
  onlyOnes(gone, come).forEach(pair);
  const rest = (rules: readonly AccessRule[]): AccessRule[] =>
    rules.filter((rule) => !used.has(rule));
  candidates(rest(gone), rest(come)).forEach(pair);
  return [
    ...pairs,
    ...rest(gone).map((rule) => ({ before: rule })),
    ...rest(come).map((rule) => ({ after: rule })),
  ];
}

/** Resources with one rule on each side, as most have: these two belong together if they have anything in common. */
function onlyOnes(gone: readonly AccessRule[], come: readonly AccessRule[]): Candidate[] {
  const [left, right] = [byAddress(gone), byAddress(come)];
  return [...left].flatMap(([address, [before, ...moreBefore]]) => {
    const [after, ...moreAfter] = right.get(address) ?? [];
    return before === undefined || after === undefined || moreBefore.length + moreAfter.length > 0
      ? []
      : scored(before, after);
  });
}

/** So many rules on both sides are matched only within one resource. */
const mostCompared = 100;

interface Candidate {
  readonly left: AccessRule;
  readonly right: AccessRule;
  readonly score: number;
}

/** Pairs that have something in common, the most alike first. */
function candidates(gone: readonly AccessRule[], come: readonly AccessRule[]): Candidate[] {
  const near = byAddress(come);
  const few = gone.length <= mostCompared && come.length <= mostCompared;
  return gone
    .flatMap((left) =>
      (few ? come : (near.get(left.address) ?? []).slice(0, mostCompared)).flatMap((right) =>
        scored(left, right),
      ),
    )
    .sort((a, b) => b.score - a.score);
}

function scored(left: AccessRule, right: AccessRule): Candidate[] {
  const score = likeness(left, right);
  return score > 0 ? [{ left, right, score }] : [];
}

function byAddress(rules: readonly AccessRule[]): Map<string, AccessRule[]> {
  const found = new Map<string, AccessRule[]>();
  for (const rule of rules) {
    const same = found.get(rule.address);
    if (same === undefined) {
      found.set(rule.address, [rule]);
    } else {
      same.push(rule);
    }
  }
  return found;
}

function withoutEqual(
  before: readonly AccessRule[],
  after: readonly AccessRule[],
): [AccessRule[], AccessRule[]] {
  // What stands alone is equal to nothing, and nobody has to write its key to see that.
  if (before.length + after.length < 2) {
    return [[...before], [...after]];
  }
  const rest = new Map<string, AccessRule[]>();
  for (const rule of after) {
    const same = rest.get(rule.key);
    if (same === undefined) {
      rest.set(rule.key, [rule]);
    } else {
      same.push(rule);
    }
  }
  const gone = before.filter((rule) => rest.get(rule.key)?.shift() === undefined);
  return [gone, [...rest.values()].flat()];
}

/** Zero for rules that have nothing to do with each other. */
function likeness(before: AccessRule, after: AccessRule): number {
  if (before.effect !== after.effect || before.kind !== after.kind) {
    return 0;
  }
  const sameAddress = before.address === after.address;
  const sameName = before.name !== undefined && before.name === after.name;
  const shared = Object.keys(before.columns)
    .filter((column) => column !== 'effect')
    .map((column) => overlap(before.columns[column] ?? '', after.columns[column] ?? ''))
    .reduce((sum, part) => sum + part, 0);
  return shared + (sameAddress ? shared + 0.01 : 0) + (sameName && sameAddress ? 10 : 0);
}

/** Share of the listed values that both texts have, from 0 to 1. */
function overlap(a: string, b: string): number {
  if (a === '' || b === '') {
    return 0;
  }
  const [left, right] = [new Set(a.split(', ')), new Set(b.split(', '))];
  const both = [...left].filter((value) => right.has(value)).length;
  return both / (left.size + right.size - both);
}
