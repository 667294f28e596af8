import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { validate, type ValidateOptions } from '../validate';

/** Checks a synthesized stack offline. */
export default async function validateExecutor(
  options: ValidateOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => validate(command, options));
}
