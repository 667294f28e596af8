import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { exitCodes, Failure } from '../failure';
import type { Interrupts } from '../interrupts';
import { shellCommand, shellWord } from '../shell';
import type { StateStore } from '../state/state-store';
import { answerLimits, watchAnswers, watchOutput, type AnswerLimits } from './answers';
import type { TerraformBinary } from './binary';

/** What every terraform process of one command shares. */
export interface Terraform {
  readonly binary: TerraformBinary;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly interrupts: Interrupts;
  /** How long silence is waited for. @default - `answerLimits()` */
  readonly limits?: AnswerLimits;
  /** The command that saves, brings back and unlocks a state of this stage. @default - the project has no target for it */
  readonly recoverCommand?: string;
}

/** Whose lock is to be released, and from where. */
export type Unlocking = Pick<Terraform, 'binary' | 'directory' | 'recoverCommand'>;

/**
 * The command that releases a lock which nobody holds any more. That of terraform needs the credentials of the stage in the
 * shell, and a directory that is initialized.
 */
export function unlockCommand(lockId: string, unlocking: Unlocking): string {
  const { binary, directory, recoverCommand } = unlocking;
  if (recoverCommand !== undefined) {
    return `${recoverCommand} ${shellWord(`--unlock=${lockId}`)}`;
  }
  const terraform = basename(binary.path);
  return [
    `cd ${shellWord(directory)}`,
    ...(existsSync(join(directory, '.terraform'))
      ? []
      : [shellCommand([terraform, 'init', '-input=false'])]),
    shellCommand([terraform, 'force-unlock', lockId]),
  ].join(' && ');
}

/** How a terraform process ended. */
export interface TerraformEnd {
  /** 128 when a signal ended it. */
  readonly code: number;
  /** The signal that ended it, such as SIGKILL. @default - it ended by itself */
  readonly signal?: NodeJS.Signals;
}

/** How a terraform process ended, and everything it wrote. */
export interface TerraformResult extends TerraformEnd {
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What a run waits for that gives back everything it wrote. */
export interface RunOptions {
  /** Whom it may wait for, for a user: `s3://states/a`, `the registries of its providers`. @default - nobody: it works on this machine */
  readonly asks?: readonly string[];
  /** The place it asks, which is looked at meanwhile. @default - none that could be */
  readonly store?: Pick<StateStore, 'place' | 'silence'>;
  /** Gets what it waits for, for the progress. @default - nobody reads it */
  readonly report?: (detail: string) => void;
  /** So many times the limit it may say nothing. @default 2 */
  readonly patience?: number;
  /** What a run that was ended has done. @default 'Nothing was changed.' */
  readonly left?: string;
}

/** How a process whose output is read while it runs is started. */
export interface StreamOptions {
  readonly onLine: (line: string) => void;
  /** What it is doing right now, for a user who presses Ctrl-C. @default - nothing is said */
  readonly describe?: () => string;
  /** When one of these is aborted, it gets one SIGINT, as if somebody had pressed Ctrl-C. @default - never */
  readonly stop?: readonly AbortSignal[];
  /** When one of these is aborted, it is ended at any price, as at the second Ctrl-C. @default - never */
  readonly force?: readonly AbortSignal[];
}

const forceWarning =
  'Forced, it leaves the state locked and forgets resources that are being created: they stay and must be deleted by hand.';

/** The environment terraform runs in. */
export function terraformEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...environment,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    // A data directory shared by all stages would mix their backends and providers.
    TF_DATA_DIR: undefined,
    // Without a network the answer comes in seconds, not minutes.
    TF_REGISTRY_DISCOVERY_RETRY: environment['TF_REGISTRY_DISCOVERY_RETRY'] ?? '1',
    TF_REGISTRY_CLIENT_TIMEOUT: environment['TF_REGISTRY_CLIENT_TIMEOUT'] ?? '10',
  };
}

/** What changes nothing, or is looked at again, is not asked for long to end. */
const UNTIL_FORCED = 10_000;

/**
 * Runs terraform and gives back everything it wrote. One that only waits, for somebody who is silent or without a word, is
 * ended with what it started.
 *
 * Do not use it for what holds the state lock: if this process dies, the broken pipe kills terraform too.
 *
 * @throws Failure that says what it waited for, where it was ended
 */
export async function runTerraform(
  terraform: Terraform,
  args: readonly string[],
  options: RunOptions = {},
): Promise<TerraformResult> {
  const { limits: { quiet, stop } = answerLimits() } = terraform;
  const { store, report, patience = 2 } = options;
  const limits = { quiet, stop, force: Math.min(stop, UNTIL_FORCED) };
  const watches = [
    watchOutput({ ...limits, stop: stop * patience }),
    ...(store === undefined ? [] : [watchAnswers(store, limits)]),
  ];
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const child = start(terraform, args, ['ignore', 'pipe', 'pipe']);
  const keep = (chunks: Buffer[]) => (chunk: Buffer) => {
    chunks.push(chunk);
    watches.forEach((watch) => watch.moved());
  };
  child.stdout?.on('data', keep(stdout));
  child.stderr?.on('data', keep(stderr));
  const unbind = bind(child, {
    stop: watches.map((watch) => watch.stop),
    force: watches.map((watch) => watch.force),
  });
  const words = (): string => watches.map((watch) => watch.words()).find(Boolean) ?? '';
  const timer = report === undefined ? undefined : setInterval(() => report(words()), 1000);
  try {
    const end = await supervise(terraform, args, child, 'close');
    stopIfInterrupted(terraform);
    const reason = watches.map((watch) => watch.stop).find(({ aborted }) => aborted)?.reason;
    if (reason !== undefined && end.code !== 0) {
      throw onlyWaited(terraform, args, String(reason), options);
    }
    return {
      ...end,
      stdout: Buffer.concat(stdout),
      stderr: Buffer.concat(stderr).toString('utf8'),
    };
  } finally {
    clearInterval(timer);
    unbind();
    watches.forEach((watch) => watch.end());
  }
}

/** The failure of a run that was ended because it could only wait. */
export function onlyWaited(
  { limits = answerLimits() }: Pick<Terraform, 'limits'>,
  args: readonly string[],
  reason: string,
  { asks = [], left = 'Nothing was changed.' }: Pick<RunOptions, 'asks' | 'left'>,
): Failure {
  const command = args.filter((arg) => /^[a-z]/.test(arg)).slice(0, args[0] === 'state' ? 2 : 1);
  const whom = asks.join(' or ');
  const longer = `wait longer (--silenceMinutes=${(limits.stop / 60_000) * 2})`;
  return new Failure(
    `terraform ${command.join(' ')}: stopped, because it could only wait: ${reason}. ` +
      `${whom === '' ? '' : `It asks ${whom}. `}${left} Fix: ` +
      (whom === ''
        ? `check what this machine is busy with, run the command again, or ${longer}.`
        : `check that this machine reaches that, and run the command again; or ${longer}.`),
  );
}

/**
 * Runs terraform and hands over each line while it runs; resolves with how it ended, also after an interrupt.
 *
 * The output goes through a file: terraform then survives the end of this process, finishes what it applies, saves
 * the state and releases its lock.
 */
export async function streamTerraform(
  terraform: Terraform,
  args: readonly string[],
  options: StreamOptions,
): Promise<TerraformEnd> {
  const file = join(terraform.directory, `${args[0]}.log`);
  const output = openSync(file, 'w+', 0o600);
  const lines = lineReader(output, options.onLine);
  try {
    const child = start(terraform, args, ['ignore', output, output]);
    const timer = setInterval(lines.read, 100);
    const unbind = bind(child, options);
    try {
      return await supervise(terraform, args, child, 'exit', options.describe);
    } finally {
      clearInterval(timer);
      unbind();
      lines.end();
    }
  } finally {
    closeSync(output);
    rmSync(file, { force: true });
  }
}

/** Says that a signal ended a command that did not end by itself. */
export function killedBy(command: string, signal: NodeJS.Signals): string {
  const why =
    signal === 'SIGKILL'
      ? '; this command did not do that. Where nobody did, the system ran out of memory: see dmesg'
      : '; this command did not do that';
  return `${command} was killed by ${signal}${why}. Its provider plugins were ended with it.`;
}

/** Throws when a signal came while terraform ran. */
export function stopIfInterrupted(terraform: Terraform): void {
  if (terraform.interrupts.interrupted) {
    throw new Failure('Interrupted.', exitCodes.interrupted);
  }
}

function start(terraform: Terraform, args: readonly string[], stdio: StdioOptions): ChildProcess {
  // Plans and states hold secrets: what terraform writes is for this user only. The mask is inherited at the fork.
  const mask = process.umask(0o077);
  try {
    return spawn(terraform.binary.path, args, {
      cwd: terraform.directory,
      env: terraform.environment,
      stdio,
      // A session of its own: a Ctrl-C in the terminal reaches this process only, which passes on exactly one.
      detached: true,
    });
  } finally {
    process.umask(mask);
  }
}

async function supervise(
  terraform: Terraform,
  args: readonly string[],
  child: ChildProcess,
  end: 'exit' | 'close',
  describe: () => string = () => '',
): Promise<TerraformEnd> {
  const name = `terraform ${args[0]}`;
  return terraform.interrupts.during(
    {
      name,
      describe,
      stop: () => child.kill('SIGINT'),
      force: () => forceEnd(child),
      forceWarning,
      release: `Where the state stays locked: ${unlockCommand('LOCK_ID', terraform)}; the id is said when it has ended.`,
    },
    () =>
      new Promise<TerraformEnd>((resolve, reject) => {
        child.once('error', (error) =>
          reject(new Failure(`${name}: cannot be started: ${error.message}.`)),
        );
        child.once('exit', (_code, signal) => {
          // Nobody is left who could speak with the provider plugins, and they hold the output open.
          if (signal !== null) {
            endGroup(child.pid, 'SIGKILL');
          }
        });
        child.once(end, (code: number | null, signal: NodeJS.Signals | null) =>
          resolve(signal === null ? { code: code ?? 128 } : { code: 128, signal }),
        );
      }),
  );
}

/** Ends a process when it is asked for; gives what takes that back. */
function bind(
  child: ChildProcess,
  { stop = [], force = [] }: Pick<StreamOptions, 'stop' | 'force'>,
): () => void {
  const interrupt = (): void => void child.kill('SIGINT');
  const end = (): void => forceEnd(child);
  stop.forEach((signal) => signal.addEventListener('abort', interrupt, { once: true }));
  force.forEach((signal) => signal.addEventListener('abort', end, { once: true }));
  return () => {
    stop.forEach((signal) => signal.removeEventListener('abort', interrupt));
    force.forEach((signal) => signal.removeEventListener('abort', end));
  };
}

/** The second signal makes terraform give up by itself; it may still save the state. */
function forceEnd(child: ChildProcess): void {
  child.kill('SIGINT');
  setTimeout(() => endGroup(child.pid, 'SIGKILL'), 5000).unref();
}

/** Ends what terraform started, too: its process group is its own. */
function endGroup(processId: number | undefined, signal: NodeJS.Signals): void {
  if (processId === undefined) {
    return;
  }
  try {
    process.kill(-processId, signal);
  } catch {
    // Nothing of it is left.
  }
}

/** Reads complete lines from a file that another process appends to. */
function lineReader(
  file: number,
  onLine: (line: string) => void,
): { read: () => void; end: () => void } {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(64 * 1024);
  let position = 0;
  let rest = '';
  const read = (): void => {
    for (;;) {
      const length = readSync(file, buffer, 0, buffer.length, position);
      if (length === 0) {
        return;
      }
      position += length;
      const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    }
  };
  return {
    read,
    end() {
      read();
      if (rest !== '') {
        onLine(rest);
      }
    },
  };
}
