import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { recoverState } from '../recover-state';
import type { RecoverStateOptions } from '../recover-state';

/** Saves the state that an apply could not save, or brings an earlier version back. */
export default async function recoverStateExecutor(
  options: RecoverStateOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => recoverState(command, options));
}
