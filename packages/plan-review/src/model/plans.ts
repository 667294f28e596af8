import type { z } from 'zod';
import type * as schema from './schema/plans';

/**
 * Several plans in one report: the directories of a repository, the units of Terragrunt, the stages of a stack.
 *
 * Everything in it is masked, as in the reviews that it holds.
 */
export type PlansReview = z.infer<typeof schema.plansReview>;

/** One plan of several: its review, or why there is none. */
export type NamedPlan = z.infer<typeof schema.namedPlan>;

/** A plan that was reviewed. */
export type ReviewedPlan = z.infer<typeof schema.reviewedPlan>;

/** A plan that could not be reviewed. */
export type UnreadPlan = z.infer<typeof schema.unreadPlan>;
