import type { Command } from './command';
import { exitCodes, Failure } from './failure';
import { releaseLock } from './release-lock';
import { restoreState } from './restore-state';
import { saveErrored } from './save-errored';
import { withStage, type StageOptions } from './stage';

/** Options of the `recover-state` executor. */
export interface RecoverStateOptions extends Omit<StageOptions, 'acceptState'> {
  /** Bring back this earlier version of the state instead, by its id. @default - save what could not be saved */
  readonly restore?: string;
  /** Release this lock of the state instead, by its id, where the run that held it is dead. @default - none is */
  readonly unlock?: string;
}

/**
 * Saves the state that an apply could not save, after its lineage and serial fit; or brings an earlier version back.
 *
 * The file stays until the state was read again and holds the same.
 */
export async function recoverState(
  command: Command,
  options: RecoverStateOptions,
): Promise<number> {
  const { restore, unlock } = options;
  if (restore !== undefined && unlock !== undefined) {
    throw new Failure(
      'recover-state: one thing at a time; got --restore and --unlock. Fix: release the lock first.',
    );
  }
  return withStage(
    command,
    'recover-state',
    options,
    async (stage) => {
      if (unlock !== undefined) {
        await releaseLock(stage, unlock);
      } else if (restore === undefined) {
        await saveErrored(stage);
      } else {
        await restoreState(stage, restore);
      }
      return exitCodes.noChanges;
    },
    // A state that is broken stops init; bringing another version back needs no terraform.
    { init: restore === undefined ? 'always' : 'never' },
  );
}
