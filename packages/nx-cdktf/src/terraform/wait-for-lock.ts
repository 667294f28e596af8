import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCodes, Failure } from '../failure';
import type { Progress } from '../progress';
import type { StateLock } from '../state/state-lock';
import type { StateStore } from '../state/state-store';
import { describeLock, lockTime } from './diagnostics';
import { lookAtHolder, thisMachine, type Machine } from './lock-holder';
import type { Terraform } from './terraform';

/** Somebody else holds the lock of the state; nothing was done. */
export class StateLocked extends Failure {
  constructor(
    message: string,
    readonly lock: StateLock,
  ) {
    super(message);
  }
}

/** What waiting for a lock works with. */
export interface LockWait {
  readonly terraform: Pick<Terraform, 'binary' | 'directory' | 'interrupts'>;
  readonly store: Pick<StateStore, 'lock'>;
  readonly progress: Progress;
  /** @default - the one that this process runs on */
  readonly machine?: Machine;
  /** Between two looks. @default 2000 */
  readonly pauseMilliseconds?: number;
}

/** Older than this, a lock of another machine is taken for one that nobody holds any more: no deployment takes so long. */
const OLDEST_MINUTES = 60;

/** A holder that ends takes its lock along a moment later. */
const LOOKS_UNTIL_GONE = 5;

/** Runs what needs the lock, and runs it again once whoever held it is through; nothing is lost by that but time. */
export async function whenUnlocked<T>(wait: LockWait, work: () => Promise<T>): Promise<T> {
  // What a dead run leaves is a lock for S3; for a file it is only a note, and the next try gets through.
  const tried = new Set<string>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StateLocked)) {
        throw error;
      }
      const dead = await waitForRelease(wait, error.lock);
      if (dead !== undefined && tried.has(dead.lock.id)) {
        throw refusal(wait, dead.lock, dead.why);
      }
      tried.add(dead?.lock.id ?? '');
    }
  }
}

/** Waits while somebody holds the lock, before anything is read that he may change. */
export async function waitUntilUnlocked(wait: LockWait): Promise<void> {
  const look = await wait.store.lock();
  if (!look.looked || look.lock === undefined) {
    return;
  }
  const dead = await waitForRelease(wait, look.lock);
  if (dead !== undefined) {
    throw refusal(wait, dead.lock, dead.why);
  }
}

/** A lock that nobody holds any more, as far as can be told. */
interface DeadLock {
  readonly lock: StateLock;
  readonly why: string;
}

/**
 * Waits while the holder is alive, and says who it is. Of one on another machine nobody knows that: it is waited for until
 * its lock is an hour old.
 */
async function waitForRelease(wait: LockWait, first: StateLock): Promise<DeadLock | undefined> {
  const { terraform, store, progress } = wait;
  const stop = new AbortController();
  const started = Date.now();
  let lock = first;
  let gone = 0;
  const watch = async (report: (detail: string) => void): Promise<DeadLock | undefined> => {
    for (;;) {
      const look = await store.lock();
      if (look.looked && look.lock === undefined) {
        return undefined;
      }
      if (look.looked && look.lock !== undefined && look.lock.id !== lock.id) {
        ({ lock } = look);
        gone = 0;
        report(`now ${holderOf(lock)}`);
      }
      gone =
        lookAtHolder(lock, nameOf(wait), wait.machine ?? thisMachine) === 'gone' ? gone + 1 : 0;
      if (gone >= LOOKS_UNTIL_GONE) {
        return {
          lock,
          why: 'That is this machine, and no terraform runs on it that is older than the lock.',
        };
      }
      const since = lockTime(lock) ?? started;
      if (Date.now() - since > OLDEST_MINUTES * 60_000) {
        return { lock, why: `A lock older than ${OLDEST_MINUTES} min is not waited for.` };
      }
      await pause(wait.pauseMilliseconds ?? 2_000, undefined, { signal: stop.signal });
      if (!look.looked) {
        // Terraform itself says whether it is free.
        return undefined;
      }
    }
  };
  return terraform.interrupts.during(
    {
      name: 'the waiting for the lock',
      describe: () => 'Nothing was changed.',
      stop: () => stop.abort(),
      force: () => stop.abort(),
      forceWarning: '',
    },
    async () => {
      try {
        return await progress.step(
          `Waiting for ${holderOf(lock)}, who holds the lock of the state`,
          watch,
        );
      } catch (error) {
        throw stop.signal.aborted
          ? new Failure('Interrupted. Nothing was changed.', exitCodes.interrupted)
          : error;
      }
    },
  );
}

function holderOf({ who, operation, created }: StateLock): string {
  return `${who || 'somebody'} (${operation || 'a command'} since ${created || 'an unknown time'})`;
}

function refusal({ terraform }: LockWait, lock: StateLock, why: string): Failure {
  return new Failure(describeLock(lock, terraform.directory, basename(terraform.binary.path), why));
}

function nameOf({ terraform }: LockWait): string {
  return basename(terraform.binary.path);
}
