import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes, type CommandSpec } from '../cli/command';
import type { Session } from '../cli/session';
import { isTransient } from '../explain-error';
import { inTimeOrder } from '../logs/read-streams';
import { renderLine, TaskColors } from '../logs/render-line';
import { ServiceLogs, type LogLine, type LogReading } from '../logs/service-logs';

const POLL_MS = 2_000;
/** Lines may reach CloudWatch Logs later than others that were written after them. */
const OVERLAP_MS = 60_000;
const DEFAULT_SINCE = '10m';

/** What the containers write. */
export const logs: CommandSpec = {
  name: 'logs',
  summary: 'what the containers of the services write, in time order, each task in its own colour',
  details: [
    'Read from CloudWatch Logs, where the task definitions send them (log driver awslogs).',
    'Tasks that stopped are included, and tasks that start later show by themselves.',
  ],
  options: {
    follow: { type: 'flag', describes: 'go on until Ctrl-C' },
    since: {
      type: 'text',
      value: 'TIME',
      describes: `from then on: 30s, 10m, 2h, 1d, 2026-01-31T12:00:00Z. Default: ${DEFAULT_SINCE}`,
    },
    filter: {
      type: 'text',
      value: 'PATTERN',
      describes: `only lines that match: ERROR, '"timed out"', '{ $.level = "error" }', '%5\\d\\d%'`,
    },
    task: {
      type: 'text',
      value: 'ID',
      describes: 'only of this task; the beginning of its id is enough',
    },
    container: { type: 'text', value: 'NAME', describes: 'only of the container of this name' },
  },
  examples: [
    { does: 'of every service, from now on', line: 'logs --cluster shop --follow' },
    {
      does: 'the errors of the last two hours',
      line: 'logs --cluster shop --service web --since 2h --filter ERROR',
    },
    { does: 'of one task, as JSON lines', line: 'logs --cluster shop --task 3f9c0a1b --json' },
  ],
  changes: false,
  async run(session, options) {
    const from = options.since('since', new Date()) ?? new Date(Date.now() - 600_000);
    const [task, container, pattern] = ['task', 'container', 'filter'].map((name) =>
      options.text(name),
    );
    const filter = {
      task,
      container,
      pattern,
    };
    const readers = await readersOf(session, filter);
    const printer = new LinePrinter(session);
    const first = await Promise.all(readers.map((reader) => reader.read(from)));
    printer.take(first);
    if (printer.count === 0) {
      session.say(`No line since ${from.toISOString()}.`);
    }
    if (!options.flag('follow')) {
      return first.some(({ readable }) => readable > 0) ? exitCodes.done : exitCodes.problem;
    }
    const { signal } = session.surroundings;
    while (!signal.aborted) {
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) {
        break;
      }
      const start = new Date(Math.max(Number(from), printer.latest - OVERLAP_MS));
      try {
        printer.take(await Promise.all(readers.map((reader) => reader.read(start))));
      } catch (error) {
        if (!isTransient(error)) {
          throw error;
        }
        session.say(`Not read: ${(error as Error).message}`);
      }
    }
    return exitCodes.done;
  },
};

/** Of several services, those that have no such container are left out. */
async function readersOf(
  session: Session,
  filter: ConstructorParameters<typeof ServiceLogs>[1],
): Promise<readonly ServiceLogs[]> {
  if (filter?.container === undefined) {
    return session.targets.map((target) => new ServiceLogs(target, filter));
  }
  const problems: unknown[] = [];
  const fitting: ServiceLogs[] = [];
  for (const target of session.targets) {
    const reader = new ServiceLogs(target, filter);
    try {
      await reader.containers();
      fitting.push(reader);
    } catch (error) {
      problems.push(error);
    }
  }
  if (fitting.length === 0) {
    throw problems[0];
  }
  return fitting;
}

/** Prints every line and every note once. */
class LinePrinter {
  count = 0;
  latest = 0;
  private readonly seen = new Map<string, number>();
  private readonly told = new Set<string>();
  private readonly colors = new TaskColors();

  constructor(private readonly session: Session) {}

  take(readings: readonly LogReading[]): void {
    for (const note of readings.flatMap(({ notes }) => notes)) {
      if (!this.told.has(note)) {
        this.session.say(note);
      }
      this.told.add(note);
    }
    for (const line of inTimeOrder(readings.flatMap(({ lines }) => lines))) {
      this.print(line);
    }
    // What lies before the overlap will not be read again.
    for (const [id, time] of this.seen) {
      if (time < this.latest - 2 * OVERLAP_MS) {
        this.seen.delete(id);
      }
    }
  }

  private print(line: LogLine): void {
    const { id, time, stream, text, target, container, task, group } = line;
    if (this.seen.has(id)) {
      return;
    }
    this.seen.set(id, Number(time));
    this.latest = Math.max(this.latest, Number(time));
    this.count += 1;
    const { cluster, service } = target;
    if (this.session.json) {
      this.session.printJson(
        { time, cluster, service, task, container, text, group, stream },
        'line',
      );
    } else {
      this.session.print(renderLine(line, this.colors, this.session));
    }
  }
}
