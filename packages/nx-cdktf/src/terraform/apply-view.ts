import { painter, type PlanCounts } from 'plan-review';
import { seconds } from '../progress';
import type { UiMessage } from './diagnostics';
import { finishedLines, type Finished } from './finished-lines';

/** What an apply shows while it runs. */
export interface ApplyView {
  /** Takes a message of terraform's JSON output; gives what must be said at once, if anything. */
  accept(message: UiMessage): string | undefined;
  /** What is done and was not given before, in a line for each kind of operation. */
  finished(): string | undefined;
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
  /** Nothing else ran beside it so far. */
  alone: boolean;
}

interface Hook {
  readonly resource?: { readonly addr?: unknown };
  readonly action?: unknown;
  readonly elapsed_seconds?: unknown;
  /** Of a provisioner. */
  readonly output?: unknown;
}

/** How many operations terraform reports for a plan: a replacement is two. */
export function operationCount(counts: PlanCounts): number {
  return counts.create + counts.update + counts.destroy + 2 * counts.replace;
}

/** Follows an apply: what is done, with its time and a running count, and what failed. */
export function createApplyView(options: {
  readonly total: number;
  readonly color: boolean;
  /** Columns of a line. @default 100 */
  readonly width?: number;
  readonly constructPaths: Readonly<Record<string, string>>;
  /** @default Date.now */
  readonly now?: () => number;
}): ApplyView {
  const { total, constructPaths, color, width = 100, now = Date.now } = options;
  const paint = painter(color);
  const operations = new Map<string, Operation>();
  const completed: CompletedOperation[] = [];
  const failedAddresses: string[] = [];
  let untold: Finished[] = [];
  let done = 0;
  let failed = 0;

  const pathOf = (address: string): string | undefined =>
    (constructPaths[address] ?? constructPaths[address.replace(/\[.*$/, '')])?.replace(
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
    finished() {
      const [told, before] = [untold, done - untold.length];
      untold = [];
      return told.length === 0
        ? undefined
        : finishedLines(told, { before, total: Math.max(total, done), color, width }).join('\n');
    },
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
      const path = pathOf(address);
      const name = path ?? address;
      if (message.type === 'apply_start') {
        const alone = operations.size === 0;
        operations.forEach((other) => {
          other.alone = false;
        });
        operations.set(key, { name, started: now(), alone });
        return undefined;
      }
      if (message.type !== 'apply_complete' && message.type !== 'apply_errored') {
        return undefined;
      }
      const { started, alone } = operations.get(key) ?? { started: now(), alone: false };
      operations.delete(key);
      const milliseconds = now() - started;
      if (message.type === 'apply_errored') {
        failed += 1;
        failedAddresses.push(address);
        const time = paint('dim', seconds(milliseconds));
        return `  ${paint('red', '✗')} ${name}  ${paint('red', 'failed')}  ${time}`;
      }
      done += 1;
      completed.push({ address, action });
      untold.push({ name, action, milliseconds, alone, isPath: path !== undefined });
      return undefined;
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
