import { renderTerminal } from 'plan-review';
import { processTerminal, requireApproval, type Terminal } from './approval';
import type { Command } from './command';
import { exitCodes, Failure, messageOf } from './failure';
import { outputValues, readOutputs, renderOutputs } from './outputs';
import { seconds } from './progress';
import { withStage, type ReadyStage, type StageOptions } from './stage';
import { applyPlan } from './terraform/apply';
import { removePlan } from './terraform/plan';

/** Options of the `deploy` and `destroy` executors. */
export interface ApplyOptions extends StageOptions {
  /** Go on without a question where the stage asks for approval. @default false */
  readonly approve?: boolean;
}

/** Plans a stage, shows the plan, and applies exactly that plan. */
export async function deploy(
  command: Command,
  options: ApplyOptions,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const started = Date.now();
  const { progress, color } = command;
  return withStage(command, 'deploy', options, async (stage) => {
    const { settings } = stage.context;
    const plan = await stage.plan();
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
        await applyPlan(stage.planOptions, plan).catch(async (error: unknown) => {
          await explainFailure(stage, error);
          throw error;
        });
      }
    } finally {
      removePlan(plan);
    }
    const outputs = await readOutputs(stage.terraform);
    if (Object.keys(outputs).length > 0) {
      progress.info(`\nOutputs\n${renderOutputs(outputs, { color })}\n`);
    }
    // Last, because its answer is what a deployment is for.
    await stage.hooks.afterApply?.(stage.context, outputValues(outputs));
    progress.info(`\n${settings.stack} is deployed. ${seconds(Date.now() - started)} in all.`);
    return exitCodes.noChanges;
  });
}

/** What the hook cannot say must not hide why the apply failed. */
async function explainFailure(stage: ReadyStage, error: unknown): Promise<void> {
  if (error instanceof Failure && error.exitCode === exitCodes.interrupted) return;
  await stage.hooks.applyFailed?.(stage.context).catch((problem: unknown) => {
    stage.context.progress.warn(messageOf(problem));
  });
}
