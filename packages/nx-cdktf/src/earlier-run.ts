import { basename } from 'node:path';
import type { Command } from './command';
import { findDeadLock } from './dead-lock';
import type { StageCommand } from './hooks';
import { releaseLock } from './release-lock';
import { checkErroredFits, saveErrored, type Saving } from './save-errored';
import { forgetDeadRun } from './state/dead-run';
import { findErroredState, refuseErroredState } from './state/errored-state';
import type { Terraform } from './terraform/terraform';

/** What an earlier run of this stage has left here. */
export interface EarlierRun {
  /** The lock that it held: nobody does now. @default - there is none */
  readonly lock?: string;
  /** Its state is still to be saved. */
  readonly unsaved: boolean;
  /** Saves and releases it, once Terraform is initialized. */
  putRight(): Promise<void>;
}

/**
 * Looks for what an earlier run could not save and not release, and whether it may be done now.
 *
 * @throws Failure where it does not fit the state that is there, or where something may exist that no state knows of
 */
export async function findEarlierRun(
  place: Saving,
  { command, locks }: { readonly command: StageCommand; readonly locks: boolean },
): Promise<EarlierRun> {
  const { workingDirectory, progress } = place.context;
  const lock = locks ? await findDeadLock(place) : undefined;
  const unsaved = savesErrored(command) && findErroredState(workingDirectory) !== undefined;
  // Where Terraform must read it, that is looked at when it can.
  if (unsaved && !place.store.needsInit) {
    await checkErroredFits(place);
  }
  return {
    lock,
    unsaved,
    async putRight() {
      if (lock !== undefined) {
        progress.info(
          `The state is locked by a run of this stage that ended here: nobody holds ${lock}.`,
        );
        await releaseLock(place, lock);
        forgetDeadRun(workingDirectory);
      }
      if (unsaved) {
        progress.info('An earlier apply could not save its state: that is done first.');
        await saveErrored(place);
      }
    },
  };
}

/**
 * A state that an apply could not save is saved by what changes the state anyway; nothing else can plan without it. The
 * outputs are those from before that apply, and that is said.
 */
export function guardErroredState(
  command: Command,
  name: StageCommand,
  { directory, binary }: Terraform,
): void {
  const options = {
    directory,
    terraform: basename(binary.path),
    recover: command.recoverCommand,
  };
  if (name === 'plan' || name === 'drift') {
    refuseErroredState(options);
  }
  const errored = name === 'output' ? findErroredState(directory) : undefined;
  if (errored !== undefined) {
    command.progress.warn(
      `An earlier apply could not save its state (${errored.file}): these outputs are those from before it.`,
    );
  }
}

function savesErrored(command: StageCommand): boolean {
  return command === 'deploy' || command === 'destroy';
}
