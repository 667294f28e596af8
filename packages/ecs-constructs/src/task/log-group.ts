import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import { requireArn } from '../support/arn';
import { AwsEnvironment } from '../support/aws-environment';
import { determined } from '../support/determined';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, requireName } from '../support/validation';

/** The retention times that CloudWatch Logs knows. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** A CloudWatch log group that containers write to. */
export interface ILogGroup {
  readonly logGroupName: string;
  /** Without `:*` at the end. */
  readonly logGroupArn: string;
  /** KMS key of its own that encrypts it. Absent where there is none, or where that is not known. */
  readonly encryptionKeyArn?: string;
  /** Lets a role create streams in this group and write to them. */
  grantWrite(role: IRole): void;
  /** Lets a role read and search the log lines of this group. */
  grantRead(role: IRole): void;
}

/** `INFREQUENT_ACCESS` costs half for each line and knows no live tail, metric filters or subscriptions. */
export type LogGroupClass = 'STANDARD' | 'INFREQUENT_ACCESS';

/** Properties of {@link LogGroup}. */
export interface LogGroupProps {
  readonly logGroupName: string;
  /** How long log lines are kept. @default 30 */
  readonly retentionDays?: number;
  /** KMS key that encrypts the log lines; its policy must allow CloudWatch Logs to use it. @default - the key of CloudWatch Logs */
  readonly encryptionKeyArn?: string;
  /** Changing it replaces the group, and deletes its log lines. @default 'STANDARD' */
  readonly logGroupClass?: LogGroupClass;
  /**
   * Leave the group and its log lines where they are when the stack is destroyed. A group of this name then stands in
   * the way of the next deployment, until it is imported or deleted.
   *
   * @default false
   */
  readonly skipDestroy?: boolean;
}

/**
 * A log group with a limited retention: the default of AWS keeps, and bills, log lines for ever.
 *
 * Destroying the stack deletes the log lines, unless `skipDestroy` is set.
 *
 * @notFor audit logs: destroying the stack deletes the lines.
 * @bills each gigabyte that is written, and each that is kept by the month; queries by what they read.
 * `INFREQUENT_ACCESS` halves the first.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export class LogGroup extends Construct implements ILogGroup {
  /** A log group that exists, in the provider's account and region. Nothing is created. */
  static fromLogGroupName(scope: Construct, id: string, logGroupName: string): ILogGroup {
    return new ImportedLogGroup(scope, id, logGroupName);
  }

  readonly resource: CloudwatchLogGroup;
  readonly logGroupName: string;
  readonly encryptionKeyArn?: string;
  private _logGroupArn?: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    requireShape(this, 'LogGroupProps', props);
    requireOwnNames(this);
    const { logGroupName, retentionDays = 30, encryptionKeyArn, logGroupClass } = props;
    requireArn(this, encryptionKeyArn, { option: 'encryptionKeyArn', kind: 'keyOrAlias' });
    requireLogGroupName(this, logGroupName);
    requireRetention(this, retentionDays);
    this.resource = new CloudwatchLogGroup(this, 'Resource', {
      name: logGroupName,
      retentionInDays: retentionDays,
      kmsKeyId: literal(encryptionKeyArn),
      logGroupClass,
      skipDestroy: props.skipDestroy,
    });
    this.logGroupName = this.resource.name;
    this.encryptionKeyArn = encryptionKeyArn;
  }

  /** Known while Terraform plans; names the group by its own attribute, as `logGroupName` does. */
  get logGroupArn(): string {
    this._logGroupArn ??= determined(this.resource, {
      text: arnOf(this, this.logGroupName),
      attribute: this.resource.arn,
    });
    return this._logGroupArn;
  }

  grantWrite(role: IRole): void {
    grantWrite(role, this.logGroupArn);
  }

  grantRead(role: IRole): void {
    grantRead(role, this.logGroupArn);
  }
}

class ImportedLogGroup extends Construct implements ILogGroup {
  readonly logGroupArn: string;

  constructor(
    scope: Construct,
    id: string,
    readonly logGroupName: string,
  ) {
    super(scope, id);
    requireLogGroupName(this, logGroupName);
    this.logGroupArn = arnOf(this, logGroupName);
  }

  grantWrite(role: IRole): void {
    grantWrite(role, this.logGroupArn);
  }

  grantRead(role: IRole): void {
    grantRead(role, this.logGroupArn);
  }
}

function arnOf(scope: Construct, logGroupName: string): string {
  const { partition, region, accountId } = AwsEnvironment.of(scope);
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}`;
}

/** Streams are below the group: their ARNs have `:log-stream:<name>` behind it. */
function grantWrite(role: IRole, logGroupArn: string): void {
  role.addToPolicy({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [`${logGroupArn}:*`],
  });
}

/** Reading asks for the group with and without `:*`, depending on the action. */
function grantRead(role: IRole, logGroupArn: string): void {
  role.addToPolicy({
    actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'],
    resources: [logGroupArn, `${logGroupArn}:*`],
  });
}

function requireLogGroupName(scope: Construct, name: string): void {
  requireName(scope, name, {
    name: 'logGroupName',
    pattern: /^(?!aws\/)[\w./#-]{1,512}$/,
    allowed: '1 to 512 letters, digits and _ - / . #, not beginning with aws/',
  });
}

function requireRetention(scope: Construct, days: number): void {
  if (!isKnown(days) || RETENTION_DAYS.includes(days)) {
    return;
  }
  throw misuse(scope, {
    what: `retentionDays must be one of ${RETENTION_DAYS.join(', ')}`,
    got: days,
    fix: 'Choose the next longer time.',
  });
}
