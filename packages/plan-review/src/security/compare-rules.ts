import type { AccessChange, AccessDirection } from '../model';
import { findGap, type Box, type Gap, type SubjectOf } from './box';
import { differenceInWords } from './difference';
import { matchRules } from './match-rules';
import type { AccessRule, RuleSet } from './rule';

/** What a rule gives or takes, compared with all rules of the other side. */
type Effect = 'no' | 'yes' | 'perhaps';

interface Comparison {
  readonly gained: Effect;
  readonly lost: Effect;
}

/**
 * Compares all rules of a holder before and after, and gives a row for each one that comes, goes or changes.
 *
 * Sound for what else the holder has and the plan does not show, as long as that stays the same: an Allow of the after
 * side must be covered by Allows of the before side (or be denied), and a Deny of the before side by Denies of the after
 * side. Equal meaning gives no row.
 */
export function compareRules(set: RuleSet, subjectOf?: SubjectOf): AccessChange[] {
  const pairs = matchRules(set.before, set.after);
  if (pairs.length === 0) {
    return [];
  }
  const compared = comparer(set, subjectOf);
  const compare = pairs.length > 1 ? rememberingEqual(compared) : compared;
  return pairs.flatMap(({ before, after }) => {
    const { gained, lost } = compare(before, after);
    if (gained === 'no' && lost === 'no') {
      return [];
    }
    const row = before ?? after;
    return row === undefined
      ? []
      : [
          {
            kind: row.kind,
            address: (after ?? row).address,
            direction: direction(gained, lost),
            decided: gained !== 'perhaps',
            why: whyOf(gained, lost, before, after),
            before: before?.columns,
            after: after?.columns,
          },
        ];
  });
}

function comparer(set: RuleSet, subjectOf: SubjectOf | undefined): Compare {
  const of = (rules: readonly AccessRule[], effect: AccessRule['effect']): readonly AccessRule[] =>
    rules.filter((rule) => rule.effect === effect);
  const [allowedBefore, allowedAfter] = [of(set.before, 'Allow'), of(set.after, 'Allow')];
  const [deniedBefore, allDeniedAfter] = [of(set.before, 'Deny'), of(set.after, 'Deny')];
  // Two values that are not known yet may differ, although the same words stand for them.
  const deniedAfter = allDeniedAfter.filter(({ isUnknownInPart }) => isUnknownInPart !== true);
  const mayStillDeny = deniedAfter.length < allDeniedAfter.length;
  const boxes = {
    deniedBefore: boxesOf(deniedBefore),
    deniedAfter: boxesOf(deniedAfter),
    allowedBefore: boxesOf([...allowedBefore, ...deniedAfter]),
    allowedAfter: boxesOf([...allowedAfter, ...deniedBefore]),
  };
  const outside = (
    rule: AccessRule | undefined,
    partner: AccessRule | undefined,
    covers: () => readonly Box[],
  ): Effect => {
    if (rule === undefined) {
      return 'no';
    }
    // Most rules are covered by the one they are paired with, which is quick to see.
    const gap = partner && findGap(rule.box, [partner.box], subjectOf);
    if (partner !== undefined && gap === undefined) {
      return 'no';
    }
    const all = covers();
    const isPartnerAlone = all.length === 1 && all[0] === partner?.box;
    return effectOf(isPartnerAlone ? gap : findGap(rule.box, all, subjectOf));
  };
  return (before, after) => {
    if ((before ?? after)?.effect === 'Deny') {
      const gained = set.holderGone ? 'no' : outside(before, after, boxes.deniedAfter);
      return {
        gained: gained === 'yes' && mayStillDeny ? 'perhaps' : gained,
        lost: outside(after, before, boxes.deniedBefore),
      };
    }
    const gained = outside(after, before, boxes.allowedBefore);
    const lost = outside(before, after, boxes.allowedAfter);
    // What is not known yet may be what was allowed already; what was not there at all is new whatever it will be.
    const doubtful = gained === 'yes' && before !== undefined && after?.isUnknownInPart === true;
    const missed = before?.removalDoubt !== undefined && lost !== 'no' && !set.holderGone;
    return { gained: doubtful || (missed && gained === 'no') ? 'perhaps' : gained, lost };
  };
}

/** What rules cover, read when it is asked for. Equal rules cover the same: what `for_each` makes counts once. */
function boxesOf(rules: readonly AccessRule[]): () => readonly Box[] {
  let boxes: readonly Box[] | undefined;
  const distinct = (): readonly AccessRule[] =>
    rules.length < 2 ? rules : [...new Map(rules.map((rule) => [rule.key, rule])).values()];
  return () => (boxes ??= distinct().map(({ box }) => box));
}

type Compare = (before: AccessRule | undefined, after: AccessRule | undefined) => Comparison;

/** Compares each pair of equal rules once. */
function rememberingEqual(compare: Compare): Compare {
  const known = new Map<string | undefined, Map<string | undefined, Comparison>>();
  return (before, after) => {
    const ofBefore = known.get(before?.key) ?? new Map<string | undefined, Comparison>();
    known.set(before?.key, ofBefore);
    const comparison = ofBefore.get(after?.key) ?? compare(before, after);
    ofBefore.set(after?.key, comparison);
    return comparison;
  };
}

function effectOf(gap: Gap | undefined): Effect {
  return gap === undefined ? 'no' : gap.exact ? 'yes' : 'perhaps';
}

function direction(gained: Effect, lost: Effect): AccessDirection {
  if (gained === 'no') {
    return 'narrowed';
  }
  return gained === 'yes' && lost === 'yes' ? 'changed' : 'widened';
}

function whyOf(
  gained: Effect,
  lost: Effect,
  before: AccessRule | undefined,
  after: AccessRule | undefined,
): string {
  const denies = (before ?? after)?.effect === 'Deny';
  if (gained === 'perhaps') {
    return doubtInWords(before, after);
  }
  if (before === undefined) {
    return denies ? 'New Deny.' : 'New: not allowed before.';
  }
  if (after === undefined) {
    return denies && gained === 'yes'
      ? 'Deny removed: what it denied is no longer denied.'
      : 'Removed.';
  }
  const more = denies ? 'Denies less' : 'Allows more';
  const less = denies ? 'Denies more' : 'Allows less';
  const words =
    gained === 'no'
      ? less
      : lost === 'no'
        ? more
        : denies
          ? 'Denies something else'
          : 'Allows something else';
  const difference = differenceInWords(before.columns, after.columns);
  return difference === '' ? `${words}.` : `${words}: ${difference}.`;
}

function doubtInWords(before: AccessRule | undefined, after: AccessRule | undefined): string {
  const doubts = [...new Set([...(after?.doubts ?? []), ...(before?.doubts ?? [])])];
  const removal = after === undefined ? before?.removalDoubt : undefined;
  return `Cannot tell whether more is allowed: ${
    removal ??
    (doubts.length > 0
      ? `${doubts.join(', ')} cannot be compared`
      : 'it is not covered by one operator on the same condition key, or is too complex to compare')
  }.`;
}
