import type { EcsClusterConfigurationExecuteCommandConfiguration } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/role-contract';
import { requireArn } from '../support/arn';
import { AwsEnvironment } from '../support/aws-environment';
import { literal } from '../support/terraform-text';
import { misuse } from '../support/validation';

/** A bucket that sessions are recorded in. */
export interface ExecuteCommandBucket {
  readonly bucketName: string;
  /** Start of every object's name. @default - none */
  readonly keyPrefix?: string;
  /** Refuse to record where the bucket does not encrypt. @default true */
  readonly encrypted?: boolean;
}

/** A log group that sessions are recorded in: a `LogGroup`, or an imported one. */
export interface SessionLogGroup {
  readonly logGroupName: string;
  readonly logGroupArn: string;
  /** @default - none that is known: ECS does not ask whether the group is encrypted */
  readonly encryptionKeyArn?: string;
}

/** How `aws ecs execute-command` works in the containers of a cluster. */
export interface ExecuteCommandConfiguration {
  /**
   * `DEFAULT` records what is typed and answered where the container logs with `awslogs`, and nowhere without that driver;
   * `NONE` records nothing. Not together with a log group or bucket.
   *
   * @default - in the log group and bucket; DEFAULT without them
   */
  readonly logging?: 'DEFAULT' | 'NONE';
  /** Where sessions are recorded. The image needs `script` and `cat` for it. @default - none */
  readonly logGroup?: SessionLogGroup;
  /** @default - none */
  readonly bucket?: ExecuteCommandBucket;
  /** KMS key that encrypts the channel, beside TLS; records are encrypted by where they are kept. @default - TLS only */
  readonly kmsKeyArn?: string;
}

/** What services and their users need to know of it. */
export interface ExecuteCommandUse {
  readonly kmsKeyArn?: string;
  /** What the task role needs, beside the channel itself. */
  readonly permissions: readonly PolicyStatement[];
}

/** Rules for the configuration by itself. */
export function requireExecuteCommand(scope: Construct, given: ExecuteCommandConfiguration): void {
  requireArn(scope, given.kmsKeyArn, { option: 'kmsKeyArn of executeCommand', kind: 'key' });
  if (given.logging === undefined || (given.logGroup ?? given.bucket) === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'executeCommand records in a log group or bucket, or as logging says',
    got: `logging ${given.logging} beside ${given.logGroup === undefined ? 'bucket' : 'logGroup'}`,
    fix: 'Remove logging, or both logGroup and bucket.',
  });
}

/** The block of Terraform. */
export function renderExecuteCommand(
  given: ExecuteCommandConfiguration,
): EcsClusterConfigurationExecuteCommandConfiguration {
  const { logGroup, bucket, kmsKeyArn } = given;
  const isOverride = logGroup !== undefined || bucket !== undefined;
  return {
    kmsKeyId: literal(kmsKeyArn),
    logging: isOverride ? 'OVERRIDE' : (given.logging ?? 'DEFAULT'),
    logConfiguration: isOverride
      ? {
          cloudWatchLogGroupName: literal(logGroup?.logGroupName),
          // ECS refuses to record where the group has no key of its own.
          cloudWatchEncryptionEnabled: logGroup && logGroup.encryptionKeyArn !== undefined,
          s3BucketName: literal(bucket?.bucketName),
          s3KeyPrefix: literal(bucket?.keyPrefix),
          s3BucketEncryptionEnabled: bucket && (bucket.encrypted ?? true),
        }
      : undefined,
  };
}

/**
 * What the agent in a container may do for it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function executeCommandUse(
  scope: Construct,
  { logGroup, bucket, kmsKeyArn }: ExecuteCommandConfiguration,
): ExecuteCommandUse {
  const { accountId, partition, region } = AwsEnvironment.of(scope);
  const permissions: PolicyStatement[] = [];
  if (kmsKeyArn !== undefined) {
    permissions.push({ actions: ['kms:Decrypt'], resources: [kmsKeyArn] });
  }
  if (logGroup !== undefined) {
    permissions.push(
      {
        actions: ['logs:DescribeLogGroups'],
        // The agent lists them all to find out whether its own is encrypted.
        resources: [`arn:${partition}:logs:${region}:${accountId}:log-group:*`],
      },
      {
        actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: [`${logGroup.logGroupArn}:*`],
      },
    );
  }
  if (bucket !== undefined) {
    const arn = `arn:${partition}:s3:::${bucket.bucketName}`;
    permissions.push(
      { actions: ['s3:PutObject'], resources: [`${arn}/${bucket.keyPrefix ?? ''}*`] },
      { actions: ['s3:GetEncryptionConfiguration'], resources: [arn] },
    );
  }
  return { kmsKeyArn, permissions };
}
