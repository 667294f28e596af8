import { spawn, type ChildProcess } from 'node:child_process';

/** What a finished command left behind. `code` is undefined when it could not be started or was killed. */
export interface CommandResult {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why the command never ran, or that its time was up. */
  readonly failure?: string;
}

/** Limits and surroundings of a command. */
export interface CommandOptions {
  /** @default 30000 */
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Takes the process while it runs, as leader of a group of its own, so that somebody else can end it. */
  readonly children?: {
    add(pid: number): void;
    remove(pid: number): void;
  };
}

/** Runs a program without a shell and never throws: a missing program is a result like any other. */
export type RunCommand = (
  program: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

/** The `RunCommand` that spawns. Not for long-running programs: output is kept in memory. */
export const runCommand: RunCommand = (program, args, options = {}) =>
  new Promise((resolve) => {
    const { timeoutMs = 30_000, env = process.env, cwd, children } = options;
    const child = spawn(program, [...args], {
      env,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: children !== undefined,
    });
    const { pid } = child;
    if (pid !== undefined) {
      children?.add(pid);
    }
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    let failure: string | undefined;
    const timer = setTimeout(() => {
      failure = `no answer within ${timeoutMs / 1000} s`;
      endTree(child, children !== undefined);
      // What it started may hold the output open, and 'close' would come when that ends.
      child.stdout.destroy();
      child.stderr.destroy();
      finish(undefined);
    }, timeoutMs);
    const finish = (code: number | undefined): void => {
      clearTimeout(timer);
      if (pid !== undefined) {
        children?.remove(pid);
      }
      resolve({
        code,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
        ...(failure === undefined ? {} : { failure }),
      });
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure = error.code === 'ENOENT' ? `${program} is not on the PATH` : error.message;
      finish(undefined);
    });
    child.on('close', (code) => finish(code ?? undefined));
  });

/** Ends a program, and what it started where it leads a group of its own. */
function endTree(child: ChildProcess, leadsGroup: boolean): void {
  if (leadsGroup && child.pid !== undefined) {
    try {
      process.kill(-child.pid, 'SIGKILL');
      return;
    } catch {
      // It has ended since.
    }
  }
  child.kill('SIGKILL');
}
