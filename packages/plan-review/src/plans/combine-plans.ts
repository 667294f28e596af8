import { contentOf } from '../compare/compare-reviews';
import {
  REVIEW_SCHEMA_VERSION,
  type NamedPlan,
  type PlanCounts,
  type PlanReview,
  type PlansReview,
  type ReviewedPlan,
  type UnreadPlan,
  type VerdictLevel,
} from '../model';

/** Worst first. */
const levels: readonly VerdictLevel[] = [
  'DESTRUCTIVE',
  'DANGEROUS',
  'REVIEW',
  'SAFE',
  'NO CHANGES',
];

/** Puts the reviews of several plans into one report, the worst first; plans that do the same name the first of them. */
export function combinePlans(plans: readonly NamedPlan[], title?: string): PlansReview {
  const unread = plans.filter((plan): plan is UnreadPlan => !isReviewed(plan)).sort(byName);
  const reviewed = plans
    .filter(isReviewed)
    .sort((left, right) => rank(left) - rank(right) || byName(left, right));
  const reviews = reviewed.map(({ review }) => review);
  const changed = reviews.filter(({ outcome }) => outcome === 'changes').length;
  return {
    schemaVersion: REVIEW_SCHEMA_VERSION,
    kind: 'plans',
    title,
    level: levels[Math.min(...reviewed.map(rank), levels.length - 1)] ?? 'NO CHANGES',
    outcome: changed > 0 ? 'changes' : 'no-changes',
    counts: sumOf(reviews.map(({ counts }) => counts)),
    changed,
    unchanged: reviews.length - changed,
    failed: unread.length,
    plans: [...unread, ...withFirstOfKind(reviewed)],
  };
}

function isReviewed(plan: NamedPlan): plan is ReviewedPlan {
  return 'review' in plan;
}

function rank({ review }: ReviewedPlan): number {
  return levels.indexOf(review.verdict.level);
}

function byName(left: NamedPlan, right: NamedPlan): number {
  return left.name.localeCompare(right.name, 'en', { numeric: true });
}

/** What a reader reads of a plan decides whether two are the same; one that changes nothing needs no other. */
function withFirstOfKind(plans: readonly ReviewedPlan[]): readonly ReviewedPlan[] {
  const firsts = new Map<string, string>();
  return plans.map(({ name, file, review }) => {
    const content = review.outcome === 'changes' ? contentOf(readParts(review)) : undefined;
    const sameAs = content === undefined ? undefined : firsts.get(content);
    if (content !== undefined && sameAs === undefined) {
      firsts.set(content, name);
    }
    return { name, file, review, ...(sameAs === undefined ? {} : { sameAs }) };
  });
}

function readParts(review: PlanReview): Partial<PlanReview> {
  const { verdict, changes, outputs, besideTerraform, drift, security, findings } = review;
  const { failedChecks, complete, deferred, errored, notRead } = review;
  return {
    verdict,
    changes,
    outputs,
    besideTerraform,
    drift,
    security,
    findings,
    failedChecks,
    complete,
    deferred,
    errored,
    notRead,
  };
}

function sumOf(all: readonly PlanCounts[]): PlanCounts {
  const sum = (key: keyof PlanCounts): number =>
    all.reduce((total, counts) => total + (counts[key] ?? 0), 0);
  const invoked = sum('invoked');
  return {
    create: sum('create'),
    update: sum('update'),
    replace: sum('replace'),
    destroy: sum('destroy'),
    moved: sum('moved'),
    imported: sum('imported'),
    forgotten: sum('forgotten'),
    read: sum('read'),
    ...(invoked === 0 ? {} : { invoked }),
  };
}
