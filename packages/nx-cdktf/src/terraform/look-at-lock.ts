import type { StateStore } from '../state/state-store';
import { unlockCommand, type Terraform } from './terraform';

/** What a look has shown, in sentences, and whether another run can go on with it. */
export interface Look {
  readonly lines: readonly string[];
  readonly good: boolean;
}

/** A look that failed changed nothing; what came before it did. */
export function lookWords(why: string): string {
  return why.replace(' Nothing was changed.', '').replace(/\.+$/, '');
}

/** Looks whether the state is locked: after a terraform that was killed nobody releases its lock. */
export async function lookAtLock({
  store,
  terraform,
}: {
  readonly store: StateStore;
  readonly terraform: Terraform;
}): Promise<Look> {
  const look = await store.lock();
  if (!look.looked) {
    return {
      good: true,
      lines: [
        `Whether a lock is left cannot be seen: ${lookWords(look.why)}. If one is, the next command says so.`,
      ],
    };
  }
  const { lock } = look;
  if (lock === undefined) {
    return { good: true, lines: ['Its lock is released.'] };
  }
  return {
    good: false,
    lines: [
      `The state is still locked: ${lock.who || 'somebody'} since ${lock.created || 'an unknown time'}, lock ` +
        `${lock.id || 'without an id'}. When no such run is alive, release it:`,
      `  ${unlockCommand(lock.id, terraform)}`,
    ],
  };
}
