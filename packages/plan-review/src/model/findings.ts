/** How bad a finding is. `fail` fails the gate, `warn` is shown. */
export type FindingLevel = 'fail' | 'warn' | 'note';

/** One rule that a resource of the plan breaks. */
export interface Finding {
  /** `hello-ecs/launch-template-imdsv2`, or the rule id of the tool that found it: `CKV_AWS_79`. */
  readonly ruleId: string;
  /** `plan-review`, or the name of the tool in the SARIF file. */
  readonly tool: string;
  readonly level: FindingLevel;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** How to fix it. @default - the tool does not say */
  readonly fix?: string;
  readonly helpUri?: string;
  /**
   * What was found, where a rule can find several things at one place: `80/tcp`, `s3:*`, a host folder. Who accepts the
   * finding accepts this and nothing else. @default - the rule finds one thing only
   */
  readonly detail?: string;
  /** @default - the finding could not be matched to a resource */
  readonly address?: string;
  readonly constructPath?: string;
  /** A rule of this package that the plan breaks: it was kept before, or there was no resource. @default - it was broken */
  readonly introduced?: true;
  /**
   * The plan does not act on the resource, and the finding was true before: it is listed because all were asked for, and
   * decides nothing. @default - the plan acts on it
   */
  readonly untouched?: true;
  /** @default - nobody has accepted it */
  readonly acknowledged?: Acknowledgement;
}

/** Somebody accepts a finding, for a reason and until a date. */
export interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
  /** ISO 8601 date; from then on the finding counts again. @default - does not expire */
  readonly expires?: string;
  /** What was accepted, where the rule can find several things: see `Finding.detail`. @default - all that the rule finds */
  readonly of?: string;
  /** Construct and everything below it. @default - accepted by address */
  readonly constructPath?: string;
  /** Address, or a pattern of addresses with `*`. @default - accepted by construct */
  readonly address?: string;
  /** Where it was accepted: in the program, in the configuration file, or in a baseline. @default 'program' */
  readonly by?: 'configuration' | 'baseline';
  readonly expired: boolean;
}

/** What rules say about a plan. */
export interface FindingsReview {
  readonly findings: readonly Finding[];
  /** Acknowledgements that match no finding: they can be removed. */
  readonly unusedAcknowledgements: readonly Acknowledgement[];
  /** How many findings are left out because the plan does not act on their resources. @default 0 */
  readonly untouched?: number;
}
