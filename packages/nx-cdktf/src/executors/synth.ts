import type { ExecutorContext } from '@nx/devkit';
import { runCommand } from '../command';
import { synth, type SynthOptions } from '../synth';

/** Runs a CDKTF app with node and writes its Terraform JSON. */
export default async function synthExecutor(
  options: SynthOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runCommand(context, (command) => synth(command, options));
}
