import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { output, type OutputOptions } from '../output';

/** Prints the outputs of a stage. */
export default async function outputExecutor(
  options: OutputOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => output(command, options));
}
