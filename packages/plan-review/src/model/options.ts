import type { ReviewAbout } from './about';
import type { ConstructOrigin } from './review';

/** What the plan JSON itself does not hold. */
export interface ReviewOptions {
  /** Where resources come from, by address (`aws_vpc.Network_1234`). See `originsOf`. @default - none: addresses only */
  readonly origins?: Readonly<Record<string, ConstructOrigin>>;
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
