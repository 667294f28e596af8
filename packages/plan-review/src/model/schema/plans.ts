import { z } from 'zod';
import { REVIEW_SCHEMA_VERSION } from '../schema-version';
import { verdictLevel, planCounts, planReview } from './review';

/** A plan that was reviewed. */
export const reviewedPlan = z
  .object({
    /** The shortest path that tells it from the others: `prod/network`. */
    name: z.string(),
    /** The file as it was named or found. */
    file: z.string(),
    review: planReview,
    /**
     * Name of a plan further up that does the same to resources of the same addresses: a reader who has read that one has
     * read this one. Cost, region and time may differ. @default - it is the first of its kind
     */
    sameAs: z.string().optional(),
  })
  .readonly();

/** A plan that could not be reviewed. */
export const unreadPlan = z
  .object({
    name: z.string(),
    file: z.string(),
    /** What is wrong with it and how to fix it, in whole sentences. */
    error: z.string(),
  })
  .readonly();

/** One plan of several: its review, or why there is none. */
export const namedPlan = z.union([reviewedPlan, unreadPlan]).readonly();

/**
 * Several plans in one report: the directories of a repository, the units of Terragrunt, the stages of a stack.
 *
 * Everything in it is masked, as in the reviews that it holds.
 */
export const plansReview = z
  .object({
    schemaVersion: z.literal(REVIEW_SCHEMA_VERSION),
    /** Tells it from the review of one plan. */
    kind: z.literal('plans'),
    /** What the whole report is about. @default - the caller gave none */
    title: z.string().optional(),
    /** The worst of the verdicts; of plans that could not be reviewed nothing is known, so they stand in `failed`. */
    level: verdictLevel,
    /** `changes` when one of them changes something. */
    outcome: z.enum(['no-changes', 'changes']),
    /** The sum over all plans. */
    counts: planCounts,
    /** How many plans change something, change nothing, and could not be reviewed. */
    changed: z.int().nonnegative(),
    unchanged: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    /** What could not be reviewed first, then the worst verdict first, then by name. */
    plans: z.array(namedPlan).readonly(),
  })
  .readonly();
