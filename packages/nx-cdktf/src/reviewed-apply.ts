import { renderTerminal } from 'plan-review';
import { requireApproval, type Terminal } from './approval';
import type { Command } from './command';
import { exitCodes, Failure, messageOf } from './failure';
import type { ReadyStage, StageOptions } from './stage';
import { applyPlan } from './terraform/apply';
import { removePlan } from './terraform/plan';

/** Options of the `deploy` and `destroy` executors. */
export interface ApplyOptions extends StageOptions {
  /** Go on without a question where the stage asks for approval. @default false */
  readonly approve?: boolean;
}

/** Plans, shows the plan, asks where the stage wants that, and applies exactly that plan; then the plan is deleted. */
export async function applyReviewed(
  command: Command,
  stage: ReadyStage,
  options: ApplyOptions & { readonly destroy?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { settings } = stage.context;
  const { approve = false, destroy = false } = options;
  const plan = await stage.plan({ destroy });
  try {
    const { color, progress } = command;
    const width = process.stdout.columns || 100;
    progress.info(`\n${renderTerminal(plan.review, { color, width })}\n`);
    if (plan.review.verdict !== 'changes') return;
    await requireApproval({
      review: plan.review,
      stack: settings.stack,
      approval: settings.approval,
      approve,
      terminal,
    });
    await applyPlan({ ...stage.planOptions, destroy }, plan).catch(async (error: unknown) => {
      await explainFailure(stage, error);
      throw error;
    });
  } finally {
    removePlan(plan);
  }
}

/** What the hook cannot say must not hide why the apply failed. */
async function explainFailure(stage: ReadyStage, error: unknown): Promise<void> {
  if (error instanceof Failure && error.exitCode === exitCodes.interrupted) return;
  await stage.hooks.applyFailed?.(stage.context).catch((problem: unknown) => {
    stage.context.progress.warn(messageOf(problem));
  });
}
