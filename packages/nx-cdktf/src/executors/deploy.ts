import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { deploy } from '../deploy';
import type { DeployOptions } from '../reviewed-apply';

/** Plans a stage, shows the plan, and applies exactly that plan. */
export default async function deployExecutor(
  options: DeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => deploy(command, options));
}
