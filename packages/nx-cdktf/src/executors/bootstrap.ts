import type { ExecutorContext } from '@nx/devkit';
import { bootstrap, type BootstrapOptions } from '../bootstrap';
import { runCommand } from '../command';

/** The `bootstrap` executor. */
export default function bootstrapExecutor(
  options: BootstrapOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => bootstrap(command, options));
}
