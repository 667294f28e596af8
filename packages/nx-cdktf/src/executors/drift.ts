import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { drift, type DriftOptions } from '../drift';

/** Says what changed outside Terraform. */
export default async function driftExecutor(
  options: DriftOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => drift(command, options));
}
