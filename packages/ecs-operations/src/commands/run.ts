import { setTimeout as delay } from 'node:timers/promises';
import type { Task } from '@aws-sdk/client-ecs';
import { readOneOff, readRawService, startOneOff, stopOneOff } from '../changes/one-off-task';
import { oneTarget } from '../changes/one-service';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import { confirmChanges } from '../cli/confirm';
import type { Session } from '../cli/session';
import { logSourcesOf, TaskDefinitions, type LogSource } from '../logs/log-sources';
import { readStreams } from '../logs/read-streams';
import { logsClientFor } from '../logs/service-logs';
import type { ServiceTarget } from '../services/service-target';
import { printable } from '../terminal';
import { shortName } from '../wording';

const POLL_MS = 1_000;
/** Lines may come to CloudWatch Logs some seconds after the container has ended. */
const LAST_LINES_MS = 10_000;
const COMMAND_TEXT = 120;

/** A one-off task. */
export const run: CommandSpec = {
  name: 'run',
  summary:
    'runs one task of a service with another command (a migration, say): its log, and its exit code as ours',
  details: [
    'The task has the revision, the roles, the network and the secrets of the service; it is no part of the service.',
    'Ctrl-C stops it. A task whose port on the host is fixed needs a host where that port is free.',
  ],
  rest: {
    name: 'command',
    describes: 'the command, each word by itself, as the image knows it; no shell reads it',
  },
  options: {
    container: {
      type: 'text',
      value: 'NAME',
      describes: 'the container that runs it. Default: the only essential one',
    },
    detach: { type: 'flag', describes: 'end when the task is started' },
  },
  examples: [
    { does: 'a migration', line: 'run --cluster shop --service web --yes -- node dist/migrate.js' },
    { does: 'what the environment of a task is', line: 'run --cluster shop --service web -- env' },
  ],
  changes: true,
  async run(session, options) {
    const command = options.list('command');
    if (command.length === 0) {
      throw new UsageError(
        'run: the command is missing. Write it after --: run --service web -- node migrate.js',
      );
    }
    const target = oneTarget('run', session.targets);
    const like = await readRawService(target);
    const definitions = new TaskDefinitions(target.clients, target.region);
    const definition = await definitions.get(like.taskDefinition ?? '');
    const containers = definition.containerDefinitions ?? [];
    const container = containerOf(
      options.text('container'),
      containers.filter(({ essential }) => essential !== false).map(({ name = '' }) => name),
      containers.map(({ name = '' }) => name),
    );
    const revision = shortName(like.taskDefinition ?? '');
    const will = `start one task of ${revision} with '${command.join(' ').slice(0, COMMAND_TEXT)}' in ${container}`;
    const refused = await confirmChanges(session, [{ target, will }]);
    if (refused !== undefined) {
      return refused;
    }
    const { taskArn = '' } = await startOneOff(target, like, container, command);
    session.say(`Task ${shortName(taskArn)} of ${revision} is started.`);
    if (options.flag('detach')) {
      if (session.json) {
        session.printJson({ taskArn });
      }
      return exitCodes.done;
    }
    const source = logSourcesOf(definition, target.region).find(
      (one) => one.container === container,
    );
    return follow(session, target, taskArn, container, source);
  },
};

function containerOf(
  named: string | undefined,
  essential: readonly string[],
  all: readonly string[],
): string {
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

/** Prints the log until the task has ended; the exit code is the container's. */
async function follow(
  session: Session,
  target: ServiceTarget,
  taskArn: string,
  container: string,
  source: LogSource | undefined,
): Promise<number> {
  const { signal } = session.surroundings;
  const log = new OneOffLog(session, target, shortName(taskArn), source);
  let task: Task | undefined;
  let stopping = false;
  while (task?.lastStatus !== 'STOPPED') {
    if (signal.aborted && !stopping) {
      stopping = true;
      session.say('Interrupted: stopping the task.');
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
