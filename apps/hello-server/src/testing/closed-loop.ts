import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from './raw-connection';

/** What became of the requests of clients in a closed loop. */
export interface ClosedLoopOutcome {
  readonly answered: number;
  /** Answers that said it is the last one on its connection. */
  readonly toldToLeave: number;
  /** Clients whose next connection was refused: they ended so. */
  readonly refused: number;
  /** Requests neither answered nor refused, by error code. */
  readonly failed: Readonly<Record<string, number>>;
}

/** Clients at work, in a process of their own. */
export interface ClosedLoop {
  /** Waits until every client has been answered several times. */
  warm(): Promise<void>;
  /** Waits until the last client has been refused, or has failed. */
  done(): Promise<ClosedLoopOutcome>;
}

/** What the clients do. */
export interface ClosedLoopOptions {
  readonly url: string;
  readonly clients: number;
  /** The longest that a client thinks between an answer and its next request. */
  readonly pauseMs: number;
}

const SCRIPT = join(__dirname, 'closed-loop-clients.mjs');

/** Starts clients by a command that runs node with the given arguments, here or in a container. */
export function startClosedLoop(
  options: ClosedLoopOptions,
  command: readonly string[] = [process.execPath],
): ClosedLoop {
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, '--input-type=module', '-', JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined).end(readFileSync(SCRIPT));
  let output = '';
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  child.once('close', () => (ended = true));
  const event = async (name: string): Promise<unknown> => {
    const find = () => output.split('\n').find((line) => line.startsWith(`{"event":"${name}"`));
    await waitUntil(() => find() !== undefined || ended, name, 300_000);
    const line = find();
    if (line === undefined) {
      throw new Error(`the clients ended without ${name}: ${output}`);
    }
    return JSON.parse(line);
  };
  return {
    warm: async () => void (await event('warm')),
    done: async () => (await event('done')) as ClosedLoopOutcome,
  };
}
