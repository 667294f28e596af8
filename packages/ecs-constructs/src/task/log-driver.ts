import type { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import type { Secret } from '../secrets/secret';
import { AwsEnvironment } from '../support/aws-environment';
import { requireShape } from '../support/require-shape';
import {
  misuse,
  numberAsText,
  requireInteger,
  requireName,
  requireTexts,
} from '../support/validation';
import type { ILogGroup } from './log-group';

/** Log configuration as it stands in a container definition. */
export interface LogConfiguration {
  readonly logDriver: string;
  readonly options: Readonly<Record<string, string>>;
  /** Options whose values ECS reads when the task starts. */
  readonly secretOptions?: readonly { readonly name: string; readonly valueFrom: string }[];
}

/** Options of {@link LogDriver.awsLogs}. */
export interface AwsLogsOptions {
  readonly logGroup: ILogGroup;
  /** Start of every stream's name: `<streamPrefix>/<container name>/<task id>`. Neither `:` nor `*`. */
  readonly streamPrefix: string;
  /** `blocking` never loses a line and stops the application while CloudWatch cannot be reached. @default 'non-blocking' */
  readonly mode?: 'non-blocking' | 'blocking';
  /** Lines kept in memory while CloudWatch cannot be reached; `non-blocking` only. @default 25 */
  readonly maxBufferSizeMiB?: number;
}

/** Options of {@link LogDriver.jsonFile}. */
export interface JsonFileOptions {
  /** Size at which a file is closed and the next one begun. @default 10 */
  readonly maxSizeMiB?: number;
  /** How many files are kept. @default 3 */
  readonly maxFiles?: number;
}

/** Options of {@link LogDriver.splunk}. */
export interface SplunkOptions {
  /** Of the HTTP Event Collector, for example `https://splunk.example:8088`. */
  readonly url: string;
  readonly token: Secret;
  /** More options of the driver, such as `splunk-index`. @default - none */
  readonly options?: Readonly<Record<string, string>>;
}

/** Options of {@link LogDriver.fireLens} and {@link LogDriver.custom}. */
export interface LogOptions {
  /** @default - none */
  readonly options?: Readonly<Record<string, string>>;
  /** Options whose values ECS reads when the task starts. @default - none */
  readonly secretOptions?: Readonly<Record<string, Secret>>;
}

type Binding = (scope: Construct, executionRole: IRole) => LogConfiguration;

/**
 * Where a container's output goes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export class LogDriver {
  /**
   * CloudWatch Logs. The execution role gets the right to write to the log group, and to no other.
   *
   * @throws Error when a stream cannot be named so, or a buffer is asked for that `blocking` does not have
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
   */
  static awsLogs(options: AwsLogsOptions): LogDriver {
    requireShape('LogDriver.awsLogs', 'AwsLogsOptions', options);
    const { logGroup, streamPrefix, mode = 'non-blocking', maxBufferSizeMiB = 25 } = options;
    requireAwsLogs(options);
    return new LogDriver((scope, executionRole) => {
      logGroup.grantWrite(executionRole);
      return {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': logGroup.logGroupName,
          'awslogs-region': AwsEnvironment.of(scope).region,
          'awslogs-stream-prefix': streamPrefix,
          mode,
          ...(mode === 'non-blocking'
            ? { 'max-buffer-size': `${numberAsText(maxBufferSizeMiB)}m` }
            : {}),
        },
      };
    });
  }

  /** Files on the host, which `docker logs` reads. They are rotated, so that they do not fill the disk. */
  static jsonFile(options: JsonFileOptions = {}): LogDriver {
    const where = 'LogDriver.jsonFile';
    requireShape(where, 'JsonFileOptions', options);
    const { maxSizeMiB = 10, maxFiles = 3 } = options;
    requireInteger(where, maxSizeMiB, { name: 'maxSizeMiB', min: 1, unit: 'MiB' });
    requireInteger(where, maxFiles, { name: 'maxFiles', min: 1 });
    const limits = {
      'max-size': `${numberAsText(maxSizeMiB)}m`,
      'max-file': numberAsText(maxFiles),
    };
    return LogDriver.custom('json-file', { options: limits });
  }

  /** Nowhere: the output is lost. */
  static none(): LogDriver {
    return LogDriver.custom('none');
  }

  /** Splunk, with the token as a secret. The hosts must offer it: name `splunk` in `agentConfiguration.logDrivers`. */
  static splunk(props: SplunkOptions): LogDriver {
    requireShape('LogDriver.splunk', 'SplunkOptions', props);
    const { url, token, options } = props;
    return LogDriver.custom('splunk', {
      options: { 'splunk-url': url, ...options },
      secretOptions: { 'splunk-token': token },
    });
  }

  /** The log router of the task: a container with `fireLensRouter`. */
  static fireLens(options: LogOptions = {}): LogDriver {
    requireShape('LogDriver.fireLens', 'LogOptions', options);
    return LogDriver.custom('awsfirelens', options);
  }

  /** Any driver that the agent of the hosts offers, such as `syslog`; see `agentConfiguration.logDrivers`. */
  static custom(logDriver: string, options: LogOptions = {}): LogDriver {
    requireShape('LogDriver.custom', 'LogOptions', options);
    requireTexts(`LogDriver.custom('${logDriver}')`, 'options', options.options);
    return new LogDriver((scope, executionRole) => {
      const secrets = Object.entries(options.secretOptions ?? {});
      return {
        logDriver,
        options: options.options ?? {},
        ...(secrets.length === 0
          ? {}
          : {
              secretOptions: secrets.map(([name, secret]) => ({
                name,
                valueFrom: secret.bind(scope, executionRole),
              })),
            }),
      };
    });
  }

  private constructor(private readonly binding: Binding) {}

  /** Grants what the driver needs and returns the configuration. Called by `addContainer`. */
  bind(scope: Construct, executionRole: IRole): LogConfiguration {
    return this.binding(scope, executionRole);
  }
}

function requireAwsLogs({ streamPrefix, mode, maxBufferSizeMiB }: AwsLogsOptions): void {
  const where = 'LogDriver.awsLogs';
  requireName(where, streamPrefix, {
    name: 'streamPrefix',
    pattern: /^[^:*]{1,256}$/,
    allowed: '1 to 256 characters, but neither : nor *',
  });
  requireInteger(where, maxBufferSizeMiB, { name: 'maxBufferSizeMiB', min: 1, unit: 'MiB' });
  if (mode !== 'blocking' || maxBufferSizeMiB === undefined) {
    return;
  }
  throw misuse(where, {
    what: "maxBufferSizeMiB is for mode 'non-blocking': the other mode keeps nothing in memory",
    got: `maxBufferSizeMiB with mode '${mode}'`,
    fix: 'Leave one of the two out.',
  });
}
