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
  /** @default - the finding could not be matched to a resource */
  readonly address?: string;
  readonly constructPath?: string;
  /** @default - nobody has accepted it */
  readonly acknowledged?: Acknowledgement;
}

/** Somebody accepts a finding, for a reason and until a date. */
export interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
  /** ISO 8601 date; from then on the finding counts again. @default - does not expire */
  readonly expires?: string;
  readonly constructPath: string;
  readonly expired: boolean;
}

/** What rules say about a plan. */
export interface FindingsReview {
  readonly findings: readonly Finding[];
  /** Acknowledgements that match no finding: they can be removed. */
  readonly unusedAcknowledgements: readonly Acknowledgement[];
}
