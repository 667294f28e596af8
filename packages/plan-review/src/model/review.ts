import type { z } from 'zod';
import type { plannedAction } from './schema/planned-action';
import type * as schema from './schema/review';

/**
 * What a plan will do: the one model that every renderer writes.
 *
 * Everything in it is masked: it may be printed, kept and posted. Text in it comes from the plan and is not escaped for
 * any output; that is the renderer's duty.
 */
export type PlanReview = z.infer<typeof schema.planReview>;

/**
 * - `SAFE`: nothing that runs, holds data or guards access is touched
 * - `REVIEW`: something that runs changes in place or is rolled, cannot be judged, or everything is new
 * - `DANGEROUS`: downtime or data loss is possible, access is opened, or a policy finding fails
 * - `DESTRUCTIVE`: data is lost, by destroying what holds it or by a rule that deletes it, or the only copy of something
 *   that runs is destroyed or replaced
 */
export type VerdictLevel = z.infer<typeof schema.verdictLevel>;

/** The first line of every report. */
export type Verdict = z.infer<typeof schema.verdict>;

/**
 * What happens to one resource. `none` is a change of the state only: moved or imported, nothing else. `invoke` is no change
 * of a resource: Terraform runs an action of a provider.
 */
export type PlannedAction = z.infer<typeof plannedAction>;

/** Where a resource comes from in the program that was synthesized. */
export type ConstructOrigin = z.infer<typeof schema.constructOrigin>;

/** One resource that the plan touches, or one action of a provider that it runs. */
export type ReviewedChange = z.infer<typeof schema.reviewedChange>;

/** What a change does to what runs. */
export type Effect = z.infer<typeof schema.effect>;

/** How many resources meet each fate, and how many actions run. A resource that is moved and updated counts in both. */
export type PlanCounts = z.infer<typeof schema.planCounts>;

/** An output whose value changes. */
export type OutputChange = z.infer<typeof schema.outputChange>;

/** A resource that was changed or deleted outside Terraform since the last apply. */
export type DriftedResource = z.infer<typeof schema.driftedResource>;

/** A condition in the configuration that does not hold. */
export type FailedCheck = z.infer<typeof schema.failedCheck>;
