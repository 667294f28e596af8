import { hostname } from 'node:os';
import type { ResourceEvent } from '../hooks';
import { keepDeadRun, type DeadRun, type MadeResource } from '../state/dead-run';
import type { StateLock } from '../state/state-lock';
import type { StateStore } from '../state/state-store';
import { lockTime } from './diagnostics';

/** Knows the lock that a running terraform holds, and what it makes. */
export interface OwnLock {
  /** Terraform does what it does only with the lock: whose lock is there now, is its own. */
  holds(): void;
  onResource(event: ResourceEvent): void;
  /**
   * Terraform has ended, and not well: keeps what is known of it, so that its lock is nobody's riddle. A look that is still
   * under way is waited for: what ends at once leaves its lock all the same.
   */
  keep(): Promise<void>;
}

/** Terraform stamps a lock with the clock of this machine; the two readings are not of one moment. */
const SLACK_MILLISECONDS = 1_000;

/**
 * Looks, when terraform has begun its work, at the lock of the state. It is that run's own where this machine made it after
 * the run was started and before its work was seen: no other can have had it then.
 */
export function watchOwnLock(options: {
  readonly store: Pick<StateStore, 'lock'>;
  readonly directory: string;
  readonly operation: DeadRun['operation'];
  /** @default - of this machine */
  readonly host?: string;
}): OwnLock {
  const { store, directory, operation, host = hostname() } = options;
  const started = Date.now();
  let looking: Promise<void> | undefined;
  let lock: string | undefined;
  const made = new Map<string, MadeResource>();
  const begun = new Set<string>();
  const look = async (): Promise<void> => {
    const seen = Date.now();
    const found = await store.lock();
    if (found.looked && found.lock !== undefined && isOwn(found.lock, host, started, seen)) {
      lock = found.lock.id;
    }
  };
  const holds = (): void => {
    // Without it the lock is looked at by its holder's name and time, as that of anybody.
    looking ??= look().catch(() => undefined);
  };
  return {
    holds,
    onResource({ kind, address, action, id }) {
      holds();
      if (kind === 'started' && action === 'create') {
        begun.add(address);
      } else {
        begun.delete(address);
      }
      if (kind === 'done' && action === 'create') {
        made.set(address, { address, ...(id === undefined ? {} : { id }) });
      }
    },
    async keep() {
      await looking;
      if (lock === undefined) {
        return;
      }
      const ended = new Date().toISOString();
      const run = { operation, lock, ended, made: [...made.values()], begun: [...begun] };
      try {
        keepDeadRun(directory, run);
      } catch {
        // A disk that is full ended the run, too, and is what there is to say; the lock is judged as that of anybody.
      }
    },
  };
}

function isOwn(lock: StateLock, host: string, started: number, seen: number): boolean {
  const made = lockTime(lock);
  return (
    lock.id !== '' &&
    lock.who.endsWith(`@${host}`) &&
    made !== undefined &&
    made >= started - SLACK_MILLISECONDS &&
    made <= seen + SLACK_MILLISECONDS
  );
}
