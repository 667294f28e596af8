import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { waitUntil } from './raw-connection';

/** A server running as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Log lines so far, parsed. */
  log(): readonly Record<string, unknown>[];
  stderr(): string;
  /** Waits for a log line with this event. */
  event(name: string): Promise<Record<string, unknown>>;
  /** Waits for the end. */
  ended(): Promise<{
    readonly code: number | null;
    readonly signal: string | null;
  }>;
}

const started = new Set<ChildProcess>();

/** The compiled server, as the container starts it. */
export const MAIN = join(__dirname, '..', '..', 'dist', 'main.js');

/** Starts node with the given arguments and nothing but the given environment, in the folder of the compiled server. */
export function startNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ServerProcess {
  const child = spawn(process.execPath, args, {
    cwd: dirname(MAIN),
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let hasEnded = false;
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => {
      hasEnded = true;
      started.delete(child);
      resolve({ code, signal });
    }),
  );
  const log = (): Record<string, unknown>[] =>
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const find = (name: string) => log().find(({ event }) => event === name);
  return {
    child,
    log,
    stderr: () => stderr,
    event: async (name) => {
      await waitUntil(() => find(name) !== undefined || hasEnded, `the log line ${name}`);
      const line = find(name);
      if (line === undefined) {
        throw new Error(`ended without ${name}: ${stdout}${stderr}`);
      }
      return line;
    },
    ended: () => ended,
  };
}

/** Starts the real server on a free port of 127.0.0.1 and waits until it listens. */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess & { readonly port: number }> {
  const server = startNode([MAIN], { PORT: '0', HOST: '127.0.0.1', ...env });
  const { port } = await server.event('listening');
  return { ...server, port: port as number };
}

/** Ends whatever a failed test left running. */
export function killStarted(): void {
  for (const child of started) {
    child.kill('SIGKILL');
  }
}
