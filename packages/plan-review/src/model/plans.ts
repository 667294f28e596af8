import type { PlanCounts, PlanReview, REVIEW_SCHEMA_VERSION, VerdictLevel } from './review';

/**
 * Several plans in one report: the directories of a repository, the units of Terragrunt, the stages of a stack.
 *
 * Everything in it is masked, as in the reviews that it holds.
 */
export interface PlansReview {
  readonly schemaVersion: typeof REVIEW_SCHEMA_VERSION;
  /** Tells it from the review of one plan. */
  readonly kind: 'plans';
  /** What the whole report is about. @default - the caller gave none */
  readonly title?: string;
  /** The worst of the verdicts; of plans that could not be reviewed nothing is known, so they stand in `failed`. */
  readonly level: VerdictLevel;
  /** `changes` when one of them changes something. */
  readonly outcome: PlanReview['outcome'];
  /** The sum over all plans. */
  readonly counts: PlanCounts;
  /** How many plans change something, change nothing, and could not be reviewed. */
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  /** What could not be reviewed first, then the worst verdict first, then by name. */
  readonly plans: readonly NamedPlan[];
}

/** One plan of several: its review, or why there is none. */
export type NamedPlan = ReviewedPlan | UnreadPlan;

/** A plan that was reviewed. */
export interface ReviewedPlan {
  /** The shortest path that tells it from the others: `prod/network`. */
  readonly name: string;
  /** The file as it was named or found. */
  readonly file: string;
  readonly review: PlanReview;
  /**
   * Name of a plan further up that does the same to resources of the same addresses: a reader who has read that one has
   * read this one. Cost, region and time may differ. @default - it is the first of its kind
   */
  readonly sameAs?: string;
}

/** A plan that could not be reviewed. */
export interface UnreadPlan {
  readonly name: string;
  readonly file: string;
  /** What is wrong with it and how to fix it, in whole sentences. */
  readonly error: string;
}
