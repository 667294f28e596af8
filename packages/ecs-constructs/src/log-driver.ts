import type { Construct } from 'constructs';
import type { ILogGroup } from './log-group';
import { AwsEnvironment } from './private/aws-environment';
import type { IRole } from './role';

/** Log configuration as it stands in a container definition. */
export interface LogConfiguration {
  readonly logDriver: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Options of {@link LogDriver.awsLogs}. */
export interface AwsLogsOptions {
  readonly logGroup: ILogGroup;
  /** Start of every stream's name: `<streamPrefix>/<container name>/<task id>`. */
  readonly streamPrefix: string;
  /** `blocking` never loses a line and stops the application while CloudWatch cannot be reached. @default 'non-blocking' */
  readonly mode?: 'non-blocking' | 'blocking';
  /** Lines kept in memory while CloudWatch cannot be reached; `non-blocking` only. @default 25 */
  readonly maxBufferSizeMiB?: number;
}

/** Where a container's output goes. */
export class LogDriver {
  /**
   * CloudWatch Logs. The execution role gets the right to write to the log group, and to no other.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
   */
  static awsLogs(options: AwsLogsOptions): LogDriver {
    return new LogDriver(options);
  }

  private constructor(private readonly options: AwsLogsOptions) {}

  /** Grants what the driver needs and returns the configuration. Called by `addContainer`. */
  bind(scope: Construct, executionRole: IRole): LogConfiguration {
    const { logGroup, streamPrefix, mode = 'non-blocking', maxBufferSizeMiB = 25 } = this.options;
    logGroup.grantWrite(executionRole);
    return {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logGroup.logGroupName,
        'awslogs-region': AwsEnvironment.of(scope).region,
        'awslogs-stream-prefix': streamPrefix,
        mode,
        ...(mode === 'non-blocking' ? { 'max-buffer-size': `${maxBufferSizeMiB}m` } : {}),
      },
    };
  }
}
