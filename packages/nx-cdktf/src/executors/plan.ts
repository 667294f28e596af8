import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { plan, type PlanExecutorOptions } from '../plan';

/** Plans a stage and shows what would change. */
export default async function planExecutor(
  options: PlanExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => plan(command, options));
}
