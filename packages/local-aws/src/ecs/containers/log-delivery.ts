import { AwsError } from '../../gateway/aws-response';
import type { MotoClient } from '../../moto/moto-client';
import { StartFailure } from '../../runtime/runtime';
import type { ContainerDefinition } from '../../runtime/container-definition';

const FLUSH_MS = 500;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAXIMUM_EVENTS = 10_000;

interface Target {
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/**
 * The log driver `awslogs`: every line that a container writes becomes an event of CloudWatch Logs, in the stream
 * `<prefix>/<container>/<task id>`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export class LogDelivery {
  private readonly waiting = new Map<string, { target: Target; events: LogEvent[] }>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly moto: MotoClient,
    private readonly log: (line: string) => void,
  ) {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  /**
   * Makes the stream of a container; undefined for containers that log otherwise.
   *
   * @throws StartFailure when there is no such log group: Docker does not start such a container
   */
  async open(
    region: string,
    taskId: string,
    { name, logConfiguration }: ContainerDefinition,
  ): Promise<((line: string) => void) | undefined> {
    if (logConfiguration?.logDriver !== 'awslogs') {
      return undefined;
    }
    const options = logConfiguration.options ?? {};
    const target: Target = {
      region: options['awslogs-region'] ?? region,
      logGroupName: options['awslogs-group'] ?? '',
      logStreamName: `${options['awslogs-stream-prefix'] ?? 'ecs'}/${name}/${taskId}`,
    };
    const { logGroupName, logStreamName } = target;
    try {
      if (options['awslogs-create-group'] === 'true') {
        await this.createGroup(target);
      }
      await this.moto.json('logs', target.region, 'CreateLogStream', {
        logGroupName,
        logStreamName,
      });
    } catch (error) {
      throw new StartFailure(
        'CannotStartContainerError',
        `failed to initialize logging driver: failed to create Cloudwatch log stream: ${error instanceof AwsError ? `${error.code}: ${error.message}` : String(error)} (log group ${logGroupName})`,
      );
    }
    const key = `${target.region} ${logGroupName} ${logStreamName}`;
    return (message) => {
      if (message === '') {
        return;
      }
      const entry = this.waiting.get(key) ?? { target, events: [] };
      entry.events.push({ timestamp: Date.now(), message });
      this.waiting.set(key, entry);
    };
  }

  /** Delivers what has been written so far. */
  async flush(): Promise<void> {
    const entries = [...this.waiting.values()];
    this.waiting.clear();
    for (const { target, events } of entries) {
      const { region, ...stream } = target;
      for (let from = 0; from < events.length; from += MAXIMUM_EVENTS) {
        await this.moto
          .json('logs', region, 'PutLogEvents', {
            ...stream,
            logEvents: events.slice(from, from + MAXIMUM_EVENTS),
          })
          // The group may be deleted while a last line is on its way.
          .catch((error: unknown) => this.log(`logs of ${stream.logStreamName}: ${String(error)}`));
      }
    }
  }

  /** Ends the delivery; what was not delivered is lost with the account. */
  close(): void {
    clearInterval(this.timer);
  }

  private async createGroup({ region, logGroupName }: Target): Promise<void> {
    await this.moto.json('logs', region, 'CreateLogGroup', { logGroupName }).catch((error) => {
      if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') {
        throw error;
      }
    });
  }
}

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}
