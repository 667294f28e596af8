import { renderTerminal } from 'plan-review';
import { processTerminal, requireApproval, type Terminal } from './approval';
import type { Command } from './command';
import type { ApplyOptions } from './deploy';
import { exitCodes, Failure } from './failure';
import { seconds } from './progress';
import { withStage } from './stage';
import { applyPlan } from './terraform/apply';
import { removePlan } from './terraform/plan';
import { runTerraform, type Terraform } from './terraform/terraform';

/** Plans the destruction of a stage, shows it, applies exactly that plan, and checks that nothing is left. */
export async function destroy(
  command: Command,
  options: ApplyOptions,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const started = Date.now();
  const { progress, color } = command;
  return withStage(command, 'destroy', options, async (stage) => {
    const { settings } = stage.context;
    const plan = await stage.plan({ destroy: true });
    try {
      progress.info(
        `\n${renderTerminal(plan.review, { color, width: process.stdout.columns || 100 })}\n`,
      );
      if (plan.review.verdict === 'changes') {
        const { approve = false } = options;
        await requireApproval({
          review: plan.review,
          stack: settings.stack,
          approval: settings.approval,
          approve,
          terminal,
        });
        await applyPlan({ ...stage.planOptions, destroy: true }, plan);
      }
    } finally {
      removePlan(plan);
    }
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
