import { processTerminal, type Terminal } from './approval';
import type { Command } from './command';
import { exitCodes, Failure } from './failure';
import { seconds } from './progress';
import { applyReviewed, type ApplyOptions } from './reviewed-apply';
import { withStage } from './stage';
import { runTerraform, type Terraform } from './terraform/terraform';

/** Plans the destruction of a stage, shows it, applies exactly that plan, and checks that nothing is left. */
export async function destroy(
  command: Command,
  options: ApplyOptions,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const started = Date.now();
  const { progress } = command;
  return withStage(command, 'destroy', options, async (stage) => {
    const { settings } = stage.context;
    await applyReviewed(command, stage, { ...options, destroy: true }, terminal);
    await checkEmpty(stage.terraform);
    await stage.hooks.afterDestroy?.(stage.context);
    progress.info(
      `\n${settings.stack} is destroyed, its state is empty. ${seconds(Date.now() - started)} in all.`,
    );
    return exitCodes.noChanges;
  });
}

async function checkEmpty(terraform: Terraform): Promise<void> {
  const { code, stdout, stderr } = await runTerraform(terraform, ['state', 'list']);
  if (code !== 0 && !/No state file was found/i.test(stderr)) {
    throw new Failure(`terraform state list failed.\n${stderr.trim()}`);
  }
  const left = stdout
    .toString('utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '' && !isData(line));
  if (left.length > 0) {
    throw new Failure(
      `destroy: ${left.length} resources are still in the state: ${left.join(', ')}. Fix: run destroy again.`,
    );
  }
}

/** Data sources are in the state but are nothing to destroy. */
function isData(address: string): boolean {
  return /^(module\..+\.)?data\./.test(address);
}
