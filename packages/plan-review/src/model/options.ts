import type { ReviewAbout } from './about';
import type { ConstructOrigin } from './review';

/** What the plan JSON itself does not hold. */
export interface ReviewOptions {
  /** Where resources come from, by address (`aws_vpc.Network_1234`). See `originsOf`. @default - none: addresses only */
  readonly origins?: Readonly<Record<string, ConstructOrigin>>;
  /** Findings accepted in the program, from the synthesized metadata. @default - none */
  readonly acknowledgements?: readonly AcknowledgementInput[];
  /** Parsed SARIF 2.1.0 documents of other tools. @default - none */
  readonly sarif?: readonly unknown[];
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

/** An acknowledgement as `acknowledge()` of ecs-constructs writes it into the metadata. */
export interface AcknowledgementInput {
  readonly id: string;
  readonly reason: string;
  readonly expires?: string;
  /** It covers this construct and everything below it. */
  readonly constructPath: string;
}
