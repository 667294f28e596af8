import type { ReviewAbout } from './about';
import type { AttributeChange } from './attribute-change';
import type { CostReview } from './cost';
import type { FindingsReview } from './findings';
import type { Picture } from './picture';
import type { SecurityReview } from './security';

/** Version of the shape below. A minor version adds, a major version changes or removes. */
export const REVIEW_SCHEMA_VERSION = '1.0';

/**
 * What a plan will do: the one model that every renderer writes.
 *
 * Everything in it is masked: it may be printed, kept and posted. Text in it comes from the plan and is not escaped for
 * any output; that is the renderer's duty.
 */
export interface PlanReview {
  readonly schemaVersion: typeof REVIEW_SCHEMA_VERSION;
  /** Versions that wrote the plan JSON. */
  readonly formatVersion: string;
  readonly terraformVersion?: string;
  /** When Terraform made the plan, ISO 8601. @default - not in the plan */
  readonly plannedAt?: string;
  /** Which plan it is. @default - neither the plan nor the caller says */
  readonly about?: ReviewAbout;
  /**
   * `changes` also for a plan that only moves, imports or forgets: applying it writes the state. And for one that
   * changes something beside Terraform.
   */
  readonly outcome: 'no-changes' | 'changes';
  /** Whether nothing but the state and outputs would change in Terraform. */
  readonly stateOnly: boolean;
  /** Whether nothing existed before, so that all access is new and opens nothing that was closed. @default false */
  readonly everythingIsNew?: true;
  readonly verdict: Verdict;
  readonly counts: PlanCounts;
  /** Ordered by danger: destroy, replace, update, create, forgotten, moved and imported, read. */
  readonly changes: readonly ReviewedChange[];
  readonly outputs: readonly OutputChange[];
  /** What else the deployment changes, by no resource of the plan: one sentence each. @default - nothing */
  readonly besideTerraform?: readonly string[];
  readonly drift: readonly DriftedResource[];
  readonly security: SecurityReview;
  readonly cost: CostReview;
  readonly findings: FindingsReview;
  readonly picture: Picture;
  /** Preconditions, postconditions and check blocks that do not pass. */
  readonly failedChecks: readonly FailedCheck[];
  /** False when Terraform deferred a part: another plan is needed after this one. */
  readonly complete: boolean;
  /** Resources that Terraform deferred, with its reason. */
  readonly deferred: readonly { readonly address: string; readonly reason: string }[];
  /** True when Terraform stopped with errors: the plan cannot be applied. */
  readonly errored: boolean;
}

/**
 * - `SAFE`: nothing that runs, holds data or guards access is touched
 * - `REVIEW`: something that runs changes in place or is rolled, cannot be judged, or everything is new
 * - `DANGEROUS`: downtime or data loss is possible, access is opened, or a policy finding fails
 * - `DESTRUCTIVE`: data is lost, by destroying what holds it or by a rule that deletes it, or the only copy of something
 *   that runs is destroyed or replaced
 */
export type VerdictLevel = 'NO CHANGES' | 'SAFE' | 'REVIEW' | 'DANGEROUS' | 'DESTRUCTIVE';

/** The first line of every report. */
export interface Verdict {
  readonly level: VerdictLevel;
  /** `not-known` where nothing was found and something changes that this review knows nothing of. */
  readonly downtime: 'none' | 'possible' | 'expected' | 'not-known';
  /** Construct paths or addresses of what loses data: it goes, or a rule deletes what it holds. */
  readonly dataLoss: readonly string[];
  /** Construct paths or addresses of what may lose data, now or with a later plan. @default - none */
  readonly dataLossPossible?: readonly string[];
  readonly accessWidened: 'no' | 'yes' | 'undecided';
  /**
   * Construct paths or addresses of what changes and is of a type that this review knows nothing of: where there are any,
   * `none`, `no` and an empty `dataLoss` mean that nothing was found, not that nothing happens. @default - none
   */
  readonly notKnown?: readonly string[];
  /** Why it is not the next lower level, most serious first, in whole sentences. */
  readonly reasons: readonly string[];
}

/** What happens to one resource. `none` is a change of the state only: moved or imported, nothing else. */
export type PlannedAction =
  'destroy' | 'replace' | 'update' | 'create' | 'forget' | 'read' | 'none';

/** Where a resource comes from in the program that was synthesized. */
export interface ConstructOrigin {
  /** For example `Hello/Service/Resource`. */
  readonly path: string;
  /** `src/hello-stack.ts:41`, relative to the workspace. @default - no stack trace in the metadata */
  readonly source?: string;
}

/** One resource that the plan touches. */
export interface ReviewedChange {
  readonly address: string;
  readonly type: string;
  readonly action: PlannedAction;
  readonly construct?: ConstructOrigin;
  /** Why, in words. @default - Terraform gives no reason */
  readonly reason?: string;
  /** What forces the replacement, old and new value included. Empty unless the action is `replace`. */
  readonly replacedBy: readonly AttributeChange[];
  /** Whether a replacement makes the new one before the old one goes. @default - not a replacement */
  readonly replaceOrder?: 'create-first' | 'destroy-first' | 'create-and-forget';
  /** The address it had in the state. @default - not moved */
  readonly previousAddress?: string;
  readonly imported: boolean;
  /** An old object that a failed create-first replacement left behind. */
  readonly deposed: boolean;
  /**
   * What changes inside: for an update or replacement only what differs, for a creation what the author chose, for a
   * destruction nothing, because old values neither inform nor belong in a report.
   */
  readonly attributes: readonly AttributeChange[];
  /** How many attributes are known only after apply and say nothing. */
  readonly unknownCount: number;
  /** What it does to what runs, in whole sentences: `new revision: rolling deployment of 1 task`. */
  readonly effects: readonly Effect[];
}

/** What a change does to what runs. */
export interface Effect {
  readonly text: string;
  readonly severity:
    'info' | 'attention' | 'downtime-possible' | 'downtime' | 'data-loss-possible' | 'data-loss';
  /** False where this review knows nothing of the type. @default true */
  readonly known?: false;
}

/** How many resources meet each fate. A resource that is moved and updated counts in both. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  readonly moved: number;
  readonly imported: number;
  readonly forgotten: number;
  readonly read: number;
}

/** An output whose value changes. */
export interface OutputChange {
  readonly name: string;
  readonly action: 'create' | 'update' | 'destroy';
  readonly sensitive: boolean;
  /** Masked like every value. @default - sensitive */
  readonly change?: AttributeChange;
}

/** A resource that was changed or deleted outside Terraform since the last apply. */
export interface DriftedResource {
  readonly address: string;
  readonly type: string;
  readonly construct?: ConstructOrigin;
  readonly action: 'update' | 'destroy';
  readonly attributes: readonly AttributeChange[];
  /** Whether this plan takes the change back. */
  readonly revertedByPlan: boolean;
  /** Whether Terraform says that the plan depends on it. */
  readonly relevant: boolean;
}

/** A condition in the configuration that does not hold. */
export interface FailedCheck {
  readonly address: string;
  readonly kind: string;
  readonly status: 'fail' | 'error' | 'unknown';
  readonly messages: readonly string[];
}
