import { relative } from 'node:path';
import { renderTerminal } from 'plan-review';
import type { Command } from './command';
import { exitCodes, Failure } from './failure';
import { withStage, type StageOptions } from './stage';

/** Options of the `plan` executor. */
export interface PlanExecutorOptions extends StageOptions {
  /** Fail when anything would change. @default false */
  readonly expectNoChanges?: boolean;
}

/** Plans a stage and shows what would change. */
export async function plan(command: Command, options: PlanExecutorOptions): Promise<number> {
  return withStage(command, 'plan', options, async (stage) => {
    const { file, review } = await stage.plan();
    const { progress, color } = command;
    progress.info(`\n${renderTerminal(review, { color, width: process.stdout.columns || 100 })}\n`);
    if (review.verdict === 'no-changes') {
      return exitCodes.noChanges;
    }
    progress.info(`Saved as ${relative(command.workspaceRoot, file)}; it holds secrets.`);
    if (options.expectNoChanges === true) {
      throw new Failure('plan: there are changes and --expectNoChanges was given.');
    }
    return exitCodes.changes;
  });
}
