import { painter, type PlanCounts } from 'plan-review';
import { seconds } from '../progress';
import type { UiMessage } from './diagnostics';

/** What an apply shows while it runs. */
export interface ApplyView {
  /** Takes a message of terraform's JSON output; gives the line to print, if any. */
  accept(message: UiMessage): string | undefined;
  /** What is running now: `aws_ecs_service.x 34 s, aws_vpc.y 2 s`. */
  running(): string;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Every operation that terraform reported as done. */
  readonly completed: readonly CompletedOperation[];
  /** Addresses of what failed. */
  readonly failedAddresses: readonly string[];
}

/** One operation that is done. */
export interface CompletedOperation {
  readonly address: string;
  /** `create`, `update`, `delete`. */
  readonly action: string;
}

interface Operation {
  readonly name: string;
  readonly started: number;
}

interface Hook {
  readonly resource?: { readonly addr?: unknown };
  readonly action?: unknown;
  readonly elapsed_seconds?: unknown;
  /** Of a provisioner. */
  readonly output?: unknown;
}

const words: Readonly<Record<string, readonly [sign: string, done: string]>> = {
  create: ['+', 'created'],
  update: ['~', 'updated'],
  delete: ['-', 'destroyed'],
  read: ['=', 'read'],
};

/** How many operations terraform reports for a plan: a replacement is two. */
export function operationCount(counts: PlanCounts): number {
  return counts.create + counts.update + counts.destroy + 2 * counts.replace;
}

/** Follows an apply: one line for each resource that is done or failed, with its time and a running count. */
export function createApplyView(options: {
  readonly total: number;
  readonly color: boolean;
  readonly constructPaths: Readonly<Record<string, string>>;
  /** @default Date.now */
  readonly now?: () => number;
}): ApplyView {
  const { total, constructPaths, now = Date.now } = options;
  const paint = painter(options.color);
  const operations = new Map<string, Operation>();
  const completed: CompletedOperation[] = [];
  const failedAddresses: string[] = [];
  let done = 0;
  let failed = 0;

  const nameOf = (address: string): string =>
    (constructPaths[address] ?? constructPaths[address.replace(/\[.*$/, '')] ?? address).replace(
      /\/Resource$/,
      '',
    );

  return {
    get done() {
      return done;
    },
    get failed() {
      return failed;
    },
    total,
    completed,
    failedAddresses,
    running() {
      return [...operations.values()]
        .map(({ name, started }) => `${name} ${seconds(now() - started)}`)
        .join(', ');
    },
    accept(message) {
      const hook = message['hook'] as Hook | undefined;
      const address = hook?.resource?.addr;
      const action = hook?.action;
      if (message.type === 'provision_progress' && typeof address === 'string') {
        return provisionerLines(hook?.output, paint);
      }
      if (
        typeof address !== 'string' ||
        typeof action !== 'string' ||
        action === 'read' ||
        action === 'noop'
      ) {
        return undefined;
      }
      const key = `${action} ${address}`;
      const [sign, word] = words[action] ?? ['*', `${action} done`];
      const name = nameOf(address);
      if (message.type === 'apply_start') {
        operations.set(key, { name, started: now() });
        return undefined;
      }
      if (message.type !== 'apply_complete' && message.type !== 'apply_errored') {
        return undefined;
      }
      const started = operations.get(key)?.started ?? now();
      operations.delete(key);
      const time = paint('dim', seconds(now() - started));
      if (message.type === 'apply_errored') {
        failed += 1;
        failedAddresses.push(address);
        return `  ${paint('red', '✗')} ${name}  ${paint('red', 'failed')}  ${time}`;
      }
      done += 1;
      completed.push({ address, action });
      const position = paint('dim', `[${done}/${Math.max(total, done)}]`);
      const color = action === 'delete' ? 'red' : action === 'update' ? 'yellow' : 'green';
      return `  ${position} ${paint(color, sign)} ${name}  ${word}  ${time}`;
    },
  };
}

/** A program must not steer the terminal. */
function printable(line: string): string {
  return line.replace(/\u001b\[[0-9;]*m|[\u0000-\u001f\u007f-\u009f]/g, '');
}

/** What a provisioner says while it runs: Terraform tells it only to somebody who reads its JSON. */
function provisionerLines(output: unknown, paint: ReturnType<typeof painter>): string | undefined {
  const lines = typeof output === 'string' ? output.split(/\r?\n/).map(printable) : [];
  // The first one is Terraform's own, and shows how a shell is called.
  const told = lines.filter((line) => line.trim() !== '' && !line.startsWith('Executing: ["'));
  return told.length === 0
    ? undefined
    : told.map((line) => paint('dim', `      | ${line}`)).join('\n');
}
