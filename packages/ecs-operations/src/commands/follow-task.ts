import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { readOneOff, stopOneOff } from '../changes/one-off-task';
import { exitCodes, UsageError } from '../cli/command';
import type { Session } from '../cli/session';
import type { LogSource } from '../logs/log-sources';
import { readStreams } from '../logs/read-streams';
import { logsClientFor } from '../logs/service-logs';
import type { ServiceTarget } from '../services/service-target';
import { printable } from '../terminal';
import { shortName } from '../wording';

const POLL_MS = 1_000;
/** Lines may come to CloudWatch Logs some seconds after the container has ended. */
const LAST_LINES_MS = 10_000;

/** The container whose command and exit code count. */
export function containerOf(
  named: string | undefined,
  containers: readonly ContainerDefinition[],
): string {
  const all = containers.map(({ name = '' }) => name);
  const essential = containers
    .filter((container) => container.essential !== false)
    .map(({ name = '' }) => name);
  if (named !== undefined && !all.includes(named)) {
    throw new UsageError(`container: there is no '${named}'. There are: ${all.join(', ')}.`);
  }
  const [only] = all.length === 1 ? all : essential;
  if (named === undefined && (only === undefined || (all.length > 1 && essential.length > 1))) {
    throw new UsageError(
      `container: which one? Fix: name it with --container. There are: ${all.join(', ')}.`,
    );
  }
  return named ?? only ?? '';
}

/** A task that was started, and what of it counts. */
export interface StartedTask {
  readonly taskArn: string;
  readonly container: string;
  /** Where the container writes its lines. */
  readonly source?: LogSource;
  /** When it must have ended, in milliseconds since the epoch; it is stopped then. @default - whenever it ends */
  readonly deadline?: number;
}

/** Prints the log until the task has ended; the exit code is the container's. */
export async function followTask(
  session: Session,
  target: ServiceTarget,
  { taskArn, container, source, deadline = Infinity }: StartedTask,
): Promise<number> {
  const { signal } = session.surroundings;
  const log = new OneOffLog(session, target, shortName(taskArn), source);
  let task: Task | undefined;
  let stopping = false;
  let late = false;
  while (task?.lastStatus !== 'STOPPED') {
    if (signal.aborted && !stopping) {
      stopping = true;
      session.say('Interrupted: stopping the task.');
      await stopOneOff(target, taskArn);
    }
    if (Date.now() > deadline && !stopping && !late) {
      late = true;
      session.say('The time is over: stopping the task.');
      await stopOneOff(target, taskArn);
    }
    await delay(POLL_MS, undefined, stopping ? {} : { signal }).catch(() => undefined);
    task = await readOneOff(target, taskArn);
    await log.print();
  }
  await log.printLast();
  const ended = task.containers?.find(({ name }) => name === container);
  const { exitCode, reason } = ended ?? {};
  const why = [task.stoppedReason, reason]
    .filter(Boolean)
    .map((text) => printable(text ?? ''))
    .join('; ');
  if (session.json) {
    session.printJson({
      taskArn,
      exitCode: exitCode ?? null,
      stopCode: task.stopCode,
      reason: why,
      log: log.lines,
    });
  }
  if (stopping) {
    return exitCodes.interrupted;
  }
  if (late) {
    session.say('The task did not end in its time, and was stopped.');
    return exitCodes.problem;
  }
  if (exitCode === undefined) {
    session.say(`The container ${container} never ran: ${why || 'ECS gives no reason'}.`);
    return exitCodes.problem;
  }
  session.say(
    `The container ${container} ended with exit code ${exitCode}.${exitCode === 0 ? '' : ` (${why})`}`,
  );
  return exitCode;
}

/** The lines of the task, each printed once; with `--json` they are kept for the answer. */
class OneOffLog {
  readonly lines: string[] = [];
  private readonly seen = new Set<string>();
  private readonly from = new Date(Date.now() - 60_000);
  private told = false;

  constructor(
    private readonly session: Session,
    private readonly target: ServiceTarget,
    private readonly taskId: string,
    private readonly source: LogSource | undefined,
  ) {}

  async print(): Promise<number> {
    const { source } = this;
    if (source?.kind !== 'awslogs' || source.prefix === undefined) {
      const why = source?.kind === 'elsewhere' ? source.why : 'its log streams have no prefix';
      this.tell(`No log lines: ${why}.`);
      return 0;
    }
    const read = await readStreams(logsClientFor(this.target, source.region), source.region, {
      group: source.group,
      streamPrefix: `${source.prefix}/${source.container}/${this.taskId}`,
      from: this.from,
    });
    if (read.kind === 'no-group') {
      this.tell(`No log lines: the log group ${source.group} does not exist.`);
    }
    const fresh = read.kind === 'lines' ? read.lines.filter(({ id }) => !this.seen.has(id)) : [];
    for (const { id, text } of fresh) {
      this.seen.add(id);
      this.lines.push(printable(text));
      if (!this.session.json) {
        this.session.print(printable(text));
      }
    }
    return fresh.length;
  }

  /** Goes on until no more lines come for a while. */
  async printLast(): Promise<void> {
    if (this.source?.kind !== 'awslogs' || this.source.prefix === undefined) {
      return;
    }
    const until = Date.now() + LAST_LINES_MS;
    for (let quiet = 0; quiet < 2 && Date.now() < until;) {
      quiet = (await this.print()) === 0 && this.lines.length > 0 ? quiet + 1 : 0;
      await delay(POLL_MS);
    }
  }

  private tell(text: string): void {
    if (!this.told) {
      this.session.say(text);
    }
    this.told = true;
  }
}
