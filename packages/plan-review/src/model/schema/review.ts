import { z } from 'zod';
import { REVIEW_SCHEMA_VERSION } from '../schema-version';
import { reviewAbout } from './about';
import { securityReview } from './security';
import { costReview } from './cost';
import { findingsReview } from './findings';
import { picture } from './picture';
import { plannedAction } from './planned-action';
import { attributeChange } from './attribute-change';

/**
 * - `SAFE`: nothing that runs, holds data or guards access is touched
 * - `REVIEW`: something that runs changes in place or is rolled, cannot be judged, or everything is new
 * - `DANGEROUS`: downtime or data loss is possible, access is opened, or a policy finding fails
 * - `DESTRUCTIVE`: data is lost, by destroying what holds it or by a rule that deletes it, or the only copy of something
 *   that runs is destroyed or replaced
 */
export const verdictLevel = z.enum(['NO CHANGES', 'SAFE', 'REVIEW', 'DANGEROUS', 'DESTRUCTIVE']);

/** The first line of every report. */
export const verdict = z
  .object({
    level: verdictLevel,
    /** `not-known` where nothing was found and something changes that this review knows nothing of. */
    downtime: z.enum(['none', 'possible', 'expected', 'not-known']),
    /** Construct paths or addresses of what loses data: it goes, or a rule deletes what it holds. */
    dataLoss: z.array(z.string()).readonly(),
    /** Construct paths or addresses of what may lose data, now or with a later plan. @default - none */
    dataLossPossible: z.array(z.string()).readonly().optional(),
    /**
     * `undecided`: possible. `not-known` where nothing was found and something changes that this review knows nothing of;
     * `security.accessWidened` is about the rows of the table alone.
     */
    accessWidened: z.enum(['no', 'yes', 'undecided', 'not-known']),
    /**
     * Construct paths or addresses of what changes and is of a type that this review knows nothing of: where there are any,
     * an empty `dataLoss` means that nothing was found, not that nothing happens. @default - none
     */
    notKnown: z.array(z.string()).readonly().optional(),
    /**
     * Construct paths or addresses of what the configuration protects and the plan destroys or replaces. @default - none
     */
    protectedLoss: z.array(z.string()).readonly().optional(),
    /** Why it is not the next lower level, most serious first, in whole sentences. */
    reasons: z.array(z.string()).readonly(),
  })
  .readonly();

/** Where a resource comes from in the program that was synthesized. */
export const constructOrigin = z
  .object({
    /** For example `Hello/Service/Resource`. */
    path: z.string(),
    /** `src/hello-stack.ts:41`, relative to the workspace. @default - no stack trace in the metadata */
    source: z.string().optional(),
  })
  .readonly();

/** What a change does to what runs. */
export const effect = z
  .object({
    text: z.string(),
    severity: z.enum([
      'info',
      'attention',
      'downtime-possible',
      'downtime',
      'data-loss-possible',
      'data-loss',
    ]),
    /** False where this review knows nothing of the type. @default true */
    known: z.literal(false).optional(),
  })
  .readonly();

/** One resource that the plan touches, or one action of a provider that it runs. */
export const reviewedChange = z
  .object({
    address: z.string(),
    type: z.string(),
    action: plannedAction,
    construct: constructOrigin.optional(),
    /** Why, in words; of an action, when it runs. @default - Terraform gives no reason */
    reason: z.string().optional(),
    /** What forces the replacement, old and new value included. Empty unless the action is `replace`. */
    replacedBy: z.array(attributeChange).readonly(),
    /** Whether a replacement makes the new one before the old one goes. @default - not a replacement */
    replaceOrder: z.enum(['create-first', 'destroy-first', 'create-and-forget']).optional(),
    /** The address it had in the state. @default - not moved */
    previousAddress: z.string().optional(),
    imported: z.boolean(),
    /** An old object that a failed create-first replacement left behind. */
    deposed: z.boolean(),
    /**
     * What changes inside: for an update or replacement only what differs, for a creation what the author chose, for an
     * action its configuration, for a destruction nothing, because old values neither inform nor belong in a report.
     */
    attributes: z.array(attributeChange).readonly(),
    /** Attributes that differ and are left out, because the configuration says to ignore them. @default - none */
    ignored: z.array(z.string()).readonly().optional(),
    /** How many attributes are known only after apply and say nothing. */
    unknownCount: z.int().nonnegative(),
    /** What it does to what runs, in whole sentences: `new revision: rolling deployment of 1 task`. */
    effects: z.array(effect).readonly(),
  })
  .readonly();

/** How many resources meet each fate, and how many actions run. A resource that is moved and updated counts in both. */
export const planCounts = z
  .object({
    create: z.int().nonnegative(),
    update: z.int().nonnegative(),
    replace: z.int().nonnegative(),
    destroy: z.int().nonnegative(),
    moved: z.int().nonnegative(),
    imported: z.int().nonnegative(),
    forgotten: z.int().nonnegative(),
    read: z.int().nonnegative(),
    /** Actions of providers that Terraform runs. @default - none */
    invoked: z.int().nonnegative().optional(),
  })
  .readonly();

/** An output whose value changes. */
export const outputChange = z
  .object({
    name: z.string(),
    action: z.enum(['create', 'update', 'destroy']),
    sensitive: z.boolean(),
    /** It was sensitive, and is shown in clear once this plan is applied. @default - it is not, or it stays so */
    comesToLight: z.literal(true).optional(),
    /** Masked like every value. @default - sensitive */
    change: attributeChange.optional(),
  })
  .readonly();

/** A resource that was changed or deleted outside Terraform since the last apply. */
export const driftedResource = z
  .object({
    address: z.string(),
    type: z.string(),
    construct: constructOrigin.optional(),
    action: z.enum(['update', 'destroy']),
    attributes: z.array(attributeChange).readonly(),
    /** Whether this plan takes the change back. */
    revertedByPlan: z.boolean(),
    /** Whether Terraform says that the plan depends on it. */
    relevant: z.boolean(),
  })
  .readonly();

/** A condition in the configuration that does not hold. */
export const failedCheck = z
  .object({
    address: z.string(),
    kind: z.string(),
    status: z.enum(['fail', 'error', 'unknown']),
    messages: z.array(z.string()).readonly(),
  })
  .readonly();

/**
 * What a plan will do: the one model that every renderer writes.
 *
 * Everything in it is masked: it may be printed, kept and posted. Text in it comes from the plan and is not escaped for
 * any output; that is the renderer's duty.
 */
export const planReview = z
  .object({
    schemaVersion: z.literal(REVIEW_SCHEMA_VERSION),
    /** Versions that wrote the plan JSON. */
    formatVersion: z.string(),
    terraformVersion: z.string().optional(),
    /** When Terraform made the plan, ISO 8601. @default - not in the plan */
    plannedAt: z.string().optional(),
    /** Which plan it is. @default - neither the plan nor the caller says */
    about: reviewAbout.optional(),
    /**
     * `changes` also for a plan that only moves, imports or forgets: applying it writes the state. And for one that
     * changes something beside Terraform.
     */
    outcome: z.enum(['no-changes', 'changes']),
    /** Whether nothing but the state and outputs would change in Terraform. */
    stateOnly: z.boolean(),
    /** Whether nothing existed before, so that all access is new and opens nothing that was closed. @default false */
    everythingIsNew: z.literal(true).optional(),
    verdict: verdict,
    counts: planCounts,
    /** Ordered by danger: destroy, replace, invoked, update, create, forgotten, moved and imported, read. */
    changes: z.array(reviewedChange).readonly(),
    outputs: z.array(outputChange).readonly(),
    /** What else the deployment changes, by no resource of the plan: one sentence each. @default - nothing */
    besideTerraform: z.array(z.string()).readonly().optional(),
    drift: z.array(driftedResource).readonly(),
    /** Differences outside Terraform that are left out of `drift`, because the configuration says to ignore them. @default - none */
    ignoredDrift: z
      .array(
        z.object({ address: z.string(), attributes: z.array(z.string()).readonly() }).readonly(),
      )
      .readonly()
      .optional(),
    security: securityReview,
    cost: costReview,
    findings: findingsReview,
    picture: picture,
    /** Preconditions, postconditions and check blocks that do not pass. */
    failedChecks: z.array(failedCheck).readonly(),
    /** False when Terraform deferred a part: another plan is needed after this one. */
    complete: z.boolean(),
    /**
     * What of the plan this review does not read: parts of its JSON, by their key, and values that are too long, by where
     * they stand. What they do is not known. @default - none
     */
    notRead: z.array(z.string()).readonly().optional(),
    /** Resources and actions that Terraform deferred, with its reason. */
    deferred: z
      .array(
        z
          .object({
            address: z.string(),
            reason: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    /** True when Terraform stopped with errors: the plan cannot be applied. */
    errored: z.boolean(),
  })
  .readonly();
