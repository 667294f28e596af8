import { requireShape } from './require-shape';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { misuse } from './validation';

/** Why a finding of a policy rule is accepted. */
export interface AcknowledgeOptions {
  /** The rule, by the id of the tool that finds it: `CKV_AWS_130`, `AWS-0104`, or one of plan-review's own. */
  readonly id: string;
  /** Why it is right here, for whoever reads the plan: at least a few words. */
  readonly reason: string;
  /**
   * What is accepted, where the rule can find several things at one place; the finding says the word: `80/tcp` of an open
   * port, `s3:*` of a policy. Another port that is opened there later is a new finding. @default - the rule finds one thing
   */
  readonly of?: string;
  /** ISO 8601 date from which on the finding counts again. @default - does not expire */
  readonly expires?: string;
}

/** One acknowledgement as it stands in the synthesized stack, under `//`.`acknowledgements`. */
interface StoredAcknowledgement extends AcknowledgeOptions {
  readonly constructPath: string;
}

const METADATA_TYPE = 'ecs-constructs/acknowledgement';

/**
 * Accepts a policy finding for a construct and everything below it. Every report of a plan shows it with its reason.
 *
 * It is carried in the synthesized stack, which Terraform ignores, because comments, where scanners look, do not exist in
 * JSON. plan-review writes what is accepted as files that they read: `--write-checkov-baseline`, `--write-trivy-policy`.
 *
 * @throws Error when the id is not a rule id, the reason says nothing, `of` is empty, or the date is no date
 */
export function acknowledge(construct: IConstruct, options: AcknowledgeOptions): void {
  requireShape('acknowledge', 'AcknowledgeOptions', options);
  requireOptions(construct, options);
  const stack = TerraformStack.of(construct);
  construct.node.addMetadata(METADATA_TYPE, options);
  const all = stack.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === METADATA_TYPE)
      .map(({ data }): StoredAcknowledgement => ({
        ...(data as AcknowledgeOptions),
        constructPath: node.path,
      })),
  );
  // The stack's own comment is the one place of Terraform JSON that a construct without a resource can write to.
  stack.addOverride('//.acknowledgements', all);
}

function requireOptions(
  construct: IConstruct,
  { id, reason, of, expires }: AcknowledgeOptions,
): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_./:-]*$/.test(id)) {
    throw misuse(construct, {
      what: 'acknowledge needs the id of one rule',
      got: JSON.stringify(id),
      fix: 'Copy it from the finding, for example CKV_AWS_130.',
    });
  }
  if (reason.trim().split(/\s+/).length < 3) {
    throw misuse(construct, {
      what: `acknowledge ${id} needs a reason that a reviewer understands, in at least three words`,
      got: JSON.stringify(reason),
      fix: 'Say why the finding is right here.',
    });
  }
  if (of?.trim() === '') {
    throw misuse(construct, {
      what: `acknowledge ${id}: of must say what is accepted`,
      got: JSON.stringify(of),
      fix: 'Copy it from the finding, for example 80/tcp, or leave it out.',
    });
  }
  if (expires !== undefined && !isDate(expires)) {
    throw misuse(construct, {
      what: `acknowledge ${id}: expires must be a date such as 2027-03-31`,
      got: JSON.stringify(expires),
      fix: 'Write year, month and day, or leave it out.',
    });
  }
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
