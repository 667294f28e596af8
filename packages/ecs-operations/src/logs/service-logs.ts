import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { chunksOf, groupsOf } from '../chunks';
import type { TaskStatus } from '../ecs-status';
import { inWords } from '../explain-error';
import { limitCalls } from '../limit-calls';
import { readService } from '../read-service';
import { readTasks } from '../read-tasks';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';
import { logSourcesOf, TaskDefinitions, type LogSource } from './log-sources';
import { inTimeOrder, readStreams, type StreamLine } from './read-streams';

/** A line of a container, with whose it is. */
export interface LogLine extends StreamLine {
  readonly target: ServiceTarget;
  readonly container: string;
  /** The id of the task. @default - its streams are named otherwise, and ECS has forgotten it */
  readonly task?: string;
  readonly group: string;
}

/** Which lines of a service. */
export interface LogFilter {
  /** The beginning of a task's id. */
  readonly task?: string;
  readonly container?: string;
  /** A filter pattern of CloudWatch Logs. */
  readonly pattern?: string;
}

/** Lines in time order, and what must be known of those that are not there. */
export interface LogReading {
  readonly lines: readonly LogLine[];
  readonly notes: readonly string[];
  /** Containers whose lines were looked at. */
  readonly readable: number;
}

type AwsLogs = Extract<LogSource, { kind: 'awslogs' }>;
type Owner = 'this' | 'another' | 'forgotten';

/** Tasks and revisions are asked for again after this many readings. */
const REFRESH_EVERY = 5;

/**
 * The lines of one service's tasks, those that stopped included. Streams are asked for by what they begin with, so a new
 * task shows by itself; whose a task is, ECS says.
 */
export class ServiceLogs {
  private readonly definitions: TaskDefinitions;
  private readonly owners = new Map<string, Owner>();
  private tasks: readonly TaskStatus[] = [];
  private sources: readonly LogSource[] = [];
  private readings = 0;

  constructor(
    private readonly target: ServiceTarget,
    private readonly filter: LogFilter = {},
  ) {
    this.definitions = new TaskDefinitions(target.clients, target.region);
  }

  /** Reads the lines of a time. @throws Error with the fix when ECS or CloudWatch Logs cannot be asked */
  async read(from: Date, to?: Date): Promise<LogReading> {
    if (this.readings % REFRESH_EVERY === 0) {
      await this.refresh();
    }
    this.readings += 1;
    const notes: string[] = [];
    const lines: LogLine[] = [];
    let readable = 0;
    for (const source of this.sources) {
      if (source.kind === 'elsewhere') {
        notes.push(
          `${this.target.service}: no lines of the container ${source.container}: ${source.why}.`,
        );
        continue;
      }
      const read = await this.readSource(source, from, to);
      if (read === undefined) {
        notes.push(this.groupMissing(source));
        continue;
      }
      readable += 1;
      lines.push(...read);
    }
    return {
      lines: inTimeOrder(lines),
      notes: [...notes, ...this.forgotten(lines), ...this.unknownTask()],
      readable,
    };
  }

  /** The containers whose lines are meant. @throws Error when none is of the wanted name, with those there are */
  async containers(): Promise<readonly string[]> {
    await this.refresh();
    return this.sources.map(({ container }) => container);
  }

  private async refresh(): Promise<void> {
    const { clients, region } = this.target;
    const service = await readService(clients, this.target, region);
    const [running, stopped] = await Promise.all([
      readTasks(clients, this.target, 'RUNNING', region),
      readTasks(clients, this.target, 'STOPPED', region),
    ]);
    this.tasks = [...running, ...stopped];
    for (const { taskArn } of this.tasks) {
      this.owners.set(shortName(taskArn), 'this');
    }
    const arns = [
      service.taskDefinitionArn,
      ...service.deployments.map(({ taskDefinitionArn }) => taskDefinitionArn),
      ...this.tasks.map(({ taskDefinitionArn }) => taskDefinitionArn),
    ];
    const all: LogSource[] = [];
    for (const arn of new Set(arns)) {
      all.push(...logSourcesOf(await this.definitions.get(arn), region));
    }
    this.sources = groupsOf(all, (source) => JSON.stringify(source))
      .flatMap(([source]) => source ?? [])
      .filter(
        ({ container }) =>
          this.filter.container === undefined || container === this.filter.container,
      );
    if (this.sources.length === 0 && this.filter.container !== undefined) {
      const names = [...new Set(all.map(({ container }) => container))].join(', ');
      throw new Error(
        `container: ${this.target.service} has no '${this.filter.container}'. There are: ${names}.`,
      );
    }
  }

  private async readSource(
    source: AwsLogs,
    from: Date,
    to: Date | undefined,
  ): Promise<readonly LogLine[] | undefined> {
    const logs = this.logsClient(source.region);
    const found: StreamLine[] = [];
    for (const streamPrefix of this.streamPrefixes(source)) {
      const read = await readStreams(logs, source.region, {
        group: source.group,
        streamPrefix,
        from,
        to,
        pattern: this.filter.pattern,
      });
      if (read.kind === 'no-group') {
        return undefined;
      }
      if (read.kind === 'lines') {
        found.push(...read.lines);
      }
    }
    if (source.prefix !== undefined) {
      await this.findOwners(found.map(({ stream }) => idOf(stream)));
    }
    return found.flatMap((line) => {
      const task = this.taskOf(source, line.stream);
      const other = source.prefix !== undefined && this.owners.get(task ?? '') === 'another';
      return other
        ? []
        : [
            {
              ...line,
              target: this.target,
              container: source.container,
              group: source.group,
              task,
            },
          ];
    });
  }

  private streamPrefixes({ prefix, container }: AwsLogs): readonly string[] {
    if (prefix !== undefined) {
      return [`${prefix}/${container}/${this.filter.task ?? ''}`];
    }
    // Without a prefix the driver names the stream after the container.
    return this.tasks
      .filter(({ taskArn }) => shortName(taskArn).startsWith(this.filter.task ?? ''))
      .flatMap(({ containers }) => containers)
      .filter(({ name }) => name === container)
      .flatMap(({ runtimeId }) => runtimeId ?? []);
  }

  private taskOf({ prefix }: AwsLogs, stream: string): string | undefined {
    if (prefix !== undefined) {
      return idOf(stream);
    }
    const task = this.tasks.find(({ containers }) =>
      containers.some(({ runtimeId }) => runtimeId === stream),
    );
    return task === undefined ? undefined : shortName(task.taskArn);
  }

  /** Two services may share group, prefix and container name; ECS says whose a task is, for as long as it knows it. */
  private async findOwners(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !this.owners.has(id));
    const { clients, cluster, service, region } = this.target;
    for (const tasks of chunksOf(unknown, 100)) {
      const answer = await inWords({ action: 'ecs:DescribeTasks', region, cluster, service }, () =>
        clients.ecs.send(new DescribeTasksCommand({ cluster, tasks })),
      );
      const groups = new Map(
        (answer.tasks ?? []).map(({ taskArn = '', group }) => [shortName(taskArn), group]),
      );
      for (const id of tasks) {
        const group = groups.get(id);
        const owner = group === `service:${service}` ? 'this' : 'another';
        this.owners.set(id, groups.has(id) ? owner : 'forgotten');
      }
    }
  }

  private forgotten(lines: readonly LogLine[]): readonly string[] {
    const tasks = new Set(
      lines.flatMap(({ task }) =>
        task !== undefined && this.owners.get(task) === 'forgotten' ? [task] : [],
      ),
    );
    return tasks.size === 0
      ? []
      : [
          `${this.target.service}: ECS does not know ${tasks.size} of these tasks any more (it forgets them after about an ` +
            'hour); they are of this service unless another one logs with the same group, prefix and container name.',
        ];
  }

  private unknownTask(): readonly string[] {
    const { task } = this.filter;
    const known = this.tasks.map(({ taskArn }) => shortName(taskArn));
    if (task === undefined || known.some((id) => id.startsWith(task))) {
      return [];
    }
    return [
      `${this.target.service}: ECS knows no task '${task}' of it. It knows: ${known.map((id) => id.slice(0, 8)).join(', ') || 'none'}.`,
    ];
  }

  private groupMissing({ container, group, region, creates }: AwsLogs): string {
    const fix = creates
      ? 'the container makes it when it starts, so none has started, or it may not (logs:CreateLogGroup)'
      : `no such container can start until it exists: aws logs create-log-group --log-group-name '${group}' --region ${region}`;
    return `${this.target.service}: no lines of the container ${container}: the log group ${group} does not exist in ${region}; ${fix}.`;
  }

  private logsClient(region: string): CloudWatchLogsClient {
    return logsClientFor(this.target, region);
  }
}

const elsewhere = new WeakMap<CloudWatchLogsClient, Map<string, CloudWatchLogsClient>>();

/** A client for the region that a log configuration names, which need not be that of the service. */
export function logsClientFor(
  { clients, region: own }: ServiceTarget,
  region: string,
): CloudWatchLogsClient {
  if (region === own) {
    return clients.logs;
  }
  const made = elsewhere.get(clients.logs) ?? new Map<string, CloudWatchLogsClient>();
  elsewhere.set(clients.logs, made);
  const { credentials, endpoint, requestHandler, maxAttempts, retryMode } = clients.logs.config;
  const client =
    made.get(region) ??
    limitCalls(
      new CloudWatchLogsClient({
        region,
        credentials,
        endpoint,
        requestHandler,
        maxAttempts,
        retryMode,
      }),
    );
  made.set(region, client);
  return client;
}

function idOf(stream: string): string {
  return stream.slice(stream.lastIndexOf('/') + 1);
}
