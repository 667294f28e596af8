import type { NamedPlan, PlansReview, ReviewedPlan, UnreadPlan } from '../model';
import { countsInWords, verdictFacts } from './words';

/** Plans that could not be read, plans to read, plans that do what another one does, and plans that change nothing. */
export function plansByNeed({ plans }: PlansReview): {
  readonly unread: readonly UnreadPlan[];
  readonly worthReading: readonly ReviewedPlan[];
  readonly same: readonly ReviewedPlan[];
  readonly unchanged: readonly ReviewedPlan[];
} {
  const reviewed = plans.filter(isReviewed);
  // A plan that Terraform could not finish says something even where it changes nothing.
  const changed = reviewed.filter(
    ({ review }) => review.outcome === 'changes' || review.errored || !review.complete,
  );
  return {
    unread: plans.filter((plan): plan is UnreadPlan => !isReviewed(plan)),
    worthReading: changed.filter(({ sameAs }) => sameAs === undefined),
    same: changed.filter(({ sameAs }) => sameAs !== undefined),
    unchanged: reviewed.filter((plan) => !changed.includes(plan)),
  };
}

function isReviewed(plan: NamedPlan): plan is ReviewedPlan {
  return 'review' in plan;
}

/** `3 plans: 2 with changes, 1 without, 0 that could not be read`. */
export function plansInWords({ plans, changed, unchanged, failed }: PlansReview): string {
  const count = `${plans.length} ${plans.length === 1 ? 'plan' : 'plans'}`;
  const unread = failed === 0 ? '' : `, ${failed} that could not be read`;
  return `${count}: ${changed} with changes, ${unchanged} without${unread}`;
}

/** The row of a plan in the table: its word, what it does, and what that means. */
export function rowOfPlan({ review, sameAs }: ReviewedPlan): {
  readonly level: string;
  readonly counts: string;
  readonly facts: string;
} {
  const { verdict, outcome } = review;
  return {
    level: verdict.level,
    counts: outcome === 'no-changes' ? 'nothing' : countsInWords(review),
    facts:
      sameAs !== undefined
        ? `the same as ${sameAs}`
        : verdict.level === 'NO CHANGES'
          ? ''
          : verdictFacts(review).join(', '),
  };
}

/** Word for all of them: a plan that could not be read is worse than any that could. */
export function levelOfPlans({ level, failed }: PlansReview): string {
  if (failed === 0) {
    return level;
  }
  return level === 'NO CHANGES' ? 'NOT COMPLETE' : `${level}, NOT COMPLETE`;
}
