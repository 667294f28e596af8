import { renderDrift } from 'plan-review';
import type { Command } from './command';
import { exitCodes } from './failure';
import { withStage, type StageOptions } from './stage';
import { removePlan } from './terraform/plan';

/** Options of the `drift` executor. */
export interface DriftOptions extends StageOptions {
  /** Take the lock of the state; nothing is written either way. @default false */
  readonly lock?: boolean;
}

/** Says what changed outside Terraform, and what a deployment would take back. Exit code 2: something did. */
export async function drift(command: Command, options: DriftOptions): Promise<number> {
  const { progress, color } = command;
  return withStage(command, 'drift', options, async (stage) => {
    const { lock = false } = options;
    const plan = await stage.plan({ lock, planFile: 'tfplan.drift' });
    removePlan(plan);
    const width = process.stdout.columns || 100;
    progress.info(`\n${renderDrift(plan.review, { color, width })}\n`);
    return plan.review.drift.length === 0 ? exitCodes.noChanges : exitCodes.changes;
  });
}
