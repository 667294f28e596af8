import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { destroy } from '../destroy';
import type { ApplyOptions } from '../reviewed-apply';

/** Plans the destruction of a stage, shows it, and applies exactly that plan. */
export default async function destroyExecutor(
  options: ApplyOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => destroy(command, options));
}
