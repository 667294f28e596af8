import type { ReviewAbout } from './about';
import type { FindingLevel } from './findings';
import type { ConstructOrigin } from './review';

/** What the plan JSON itself does not hold. */
export interface ReviewOptions {
  /** Where resources come from, by address (`aws_vpc.Network_1234`). See `originsOf`. @default - none: addresses only */
  readonly origins?: Readonly<Record<string, ConstructOrigin>>;
  /**
   * The synthesized stack (`cdk.tf.json`, parsed), where policies and container definitions stand of which the plan knows
   * a part only after apply. See `originsOf`. @default - what the plan does not know stays unknown
   */
  readonly synthesized?: unknown;
  /** Findings accepted in the program, from the synthesized metadata. @default - none */
  readonly acknowledgements?: readonly AcknowledgementInput[];
  /** What other tools found, parsed: JSON of Checkov or Trivy, which names resources, or SARIF 2.1.0. @default - none */
  readonly scans?: readonly unknown[];
  /**
   * Which findings the review has: those where the plan acts, or all; the others decide nothing. @default 'touched'
   */
  readonly findings?: 'touched' | 'all';
  /** Which plan it is, for the header; what is missing is read from the plan, as far as it says so. @default - the plan's */
  readonly about?: ReviewAbout;
  /** Types, or addresses with `*`, that hold data, beside those that are known to. @default - none */
  readonly holdsData?: readonly string[];
  /** Types, or addresses with `*`, whose destruction or replacement is `DESTRUCTIVE`. @default - none */
  readonly protects?: readonly string[];
  /** How serious a rule is, by its id or an alias; `off` leaves its findings out and counts them. @default - as it is */
  readonly severities?: Readonly<Record<string, FindingLevel | 'off'>>;
  /** Differences that are left out of updates and drift, and named there; access is judged all the same. @default - none */
  readonly ignore?: IgnoredDifferences;
  /** Where prices are taken from when the plan does not say its region. @default - nothing is priced then */
  readonly priceRegion?: string;
  /** The state and where it lies, for the picture: `s3://bucket/key`. @default - not shown */
  readonly stateLocation?: string;
  /**
   * What the caller changes beside the plan when it is applied, one sentence each without secrets: a tag that is moved,
   * a cache that is emptied. A plan without changes is then none. @default - nothing
   */
  readonly besideTerraform?: readonly string[];
  /** The day on which acknowledgements expire or not. @default - today */
  readonly today?: Date;
}

/** Differences that say nothing to the readers of a review. */
export interface IgnoredDifferences {
  /** Paths of attributes, by type or address with `*`: `{ aws_ecs_service: ['desired_count'] }`. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Names of tags and labels, with `*` for anything. */
  readonly tags: readonly string[];
}

/** A finding that is accepted: by `acknowledge()` of ecs-constructs in the program, or in a configuration file. */
export interface AcknowledgementInput {
  /** The rule, by the id of the tool that finds it. */
  readonly id: string;
  readonly reason: string;
  /** ISO 8601 date, from which on the finding counts again. @default - does not expire */
  readonly expires?: string;
  /** What is accepted, where the rule can find several things: see `Finding.detail`. @default - the one thing it finds */
  readonly of?: string;
  /** It covers this construct and everything below it. @default - `address` says where */
  readonly constructPath?: string;
  /** It covers this address, the instances of it, or the addresses of a pattern with `*`. @default - everywhere */
  readonly address?: string;
  /** Where it stands, when not in the program. @default - in the program */
  readonly by?: 'configuration' | 'baseline';
}
