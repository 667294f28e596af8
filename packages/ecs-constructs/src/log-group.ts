import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import { isKnown, misuse } from './private/validation';
import type { IRole } from './role';

/** The retention times that CloudWatch Logs knows. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** A CloudWatch log group that containers write to. */
export interface ILogGroup {
  readonly logGroupName: string;
  readonly logGroupArn: string;
  /** Lets a role create streams in this group and write to them. */
  grantWrite(role: IRole): void;
}

/** Properties of {@link LogGroup}. */
export interface LogGroupProps {
  readonly logGroupName: string;
  /** How long log lines are kept. @default 30 */
  readonly retentionDays?: number;
  /** KMS key that encrypts the log lines. @default - the key of CloudWatch Logs */
  readonly encryptionKeyArn?: string;
}

/**
 * A log group with a limited retention: the default of AWS keeps, and bills, log lines for ever.
 *
 * Destroying the stack deletes the log lines. Do not put audit logs here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export class LogGroup extends Construct implements ILogGroup {
  readonly resource: CloudwatchLogGroup;
  readonly logGroupName: string;
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { logGroupName, retentionDays = 30, encryptionKeyArn } = props;
    requireRetention(this, retentionDays);
    this.resource = new CloudwatchLogGroup(this, 'Resource', {
      name: logGroupName,
      retentionInDays: retentionDays,
      kmsKeyId: encryptionKeyArn,
    });
    this.logGroupName = this.resource.name;
    this.logGroupArn = this.resource.arn;
  }

  grantWrite(role: IRole): void {
    role.addToPolicy({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${this.logGroupArn}:*`],
    });
  }
}

function requireRetention(scope: Construct, days: number): void {
  if (!isKnown(days) || RETENTION_DAYS.includes(days)) return;
  throw misuse(scope, {
    what: `retentionDays must be one of ${RETENTION_DAYS.join(', ')}`,
    got: days,
    fix: 'Choose the next longer time.',
  });
}
