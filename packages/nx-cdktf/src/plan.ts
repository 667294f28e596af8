import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { needsApproval, renderTerminal, type PlanReview } from 'plan-review';
import { besideTerraform } from './beside-terraform';
import type { Command } from './command';
import { exitCodes, Failure, messageOf } from './failure';
import { approvalLevelOf, failOnOf, requirePolicies } from './gates';
import { quotaPreflight } from './preflight/stage-preflight';
import { writeReports } from './reports';
import { bindPlan, unbindPlan } from './saved-plan/saved-plan';
import { withStage, type StageOptions } from './stage';

/** Options of the `plan` executor. */
export interface PlanExecutorOptions extends StageOptions {
  /** Fail when anything would change. @default false */
  readonly expectNoChanges?: boolean;
  /** Take the lock of the state; a role that only reads cannot. @default true */
  readonly lock?: boolean;
  /** End with exit code 3 when the plan needs an approval: `never`, `widening`, `any-change`. @default 'never' */
  readonly requireApproval?: string;
  /** `policy` fails with exit code 4 on a serious finding that nobody accepted; `none`. @default - what the stage says */
  readonly failOn?: string;
  /**
   * Findings of other tools, relative to the workspace root, shown at the resources: JSON of Checkov or Trivy, or SARIF.
   * @default - none
   */
  readonly sarif?: readonly string[];
}

/**
 * Plans a stage, shows what would change, keeps the review as files, and binds the saved plan to what it was made from.
 */
export async function plan(command: Command, options: PlanExecutorOptions): Promise<number> {
  const { progress, workspaceRoot } = command;
  return withStage(command, 'plan', options, async (stage) => {
    const level = approvalLevelOf({ approval: 'none' }, options.requireApproval);
    const failOn = failOnOf(stage.context.settings, options.failOn);
    const sarif = (options.sarif ?? []).map((file) => readSarif(resolve(workspaceRoot, file)));
    unbindPlan(stage);
    const saved = await stage.plan({
      lock: options.lock,
      sarif,
      besideTerraform: await besideTerraform(stage),
    });
    const { review, file } = saved;
    show(command, review);
    const reports = writeReports(join(stage.context.workingDirectory, 'review'), review);
    progress.info(`Review: ${reports.map((path) => relative(workspaceRoot, path)).join(', ')}`);
    await bindPlan(stage, saved);
    requirePolicies(review, failOn);
    if (review.outcome === 'no-changes') {
      return exitCodes.noChanges;
    }
    await quotaPreflight(stage.context.settings, saved.resources, command);
    progress.info(`Saved as ${relative(workspaceRoot, file)}; it holds secrets.`);
    if (saved.tokenExpires !== undefined) {
      const until = saved.tokenExpires.toISOString();
      progress.info(
        `It pushes an image with an ECR token that expires at ${until}: deploy before.`,
      );
    }
    if (options.expectNoChanges === true) {
      throw new Failure('plan: there are changes and --expectNoChanges was given.');
    }
    const reason = needsApproval(review, level);
    if (reason !== undefined) {
      throw new Failure(
        `approval: this plan needs one (${level}): ${reason}. Nothing was changed. ` +
          'Fix: have somebody read it, then deploy with --savedPlan.',
        exitCodes.approvalNeeded,
      );
    }
    const deploy = stage.context.commandFor('nx-cdktf:deploy');
    const next = deploy === undefined ? '' : `; to make them: ${deploy} --savedPlan`;
    progress.info(`There are changes, so this ends with ${exitCodes.changes}${next}`);
    return exitCodes.changes;
  });
}

/** Shows a review in the terminal; where somebody is asked about it, to who wants quiet as well. */
export function show(
  { progress, color }: Command,
  review: PlanReview,
  {
    purpose = 'report',
    whole,
  }: {
    readonly purpose?: 'report' | 'question';
    /** Where all of it stands. @default - whoever calls says it */
    readonly whole?: string | undefined;
  } = {},
): void {
  const width = process.stdout.columns || 100;
  const say = purpose === 'question' ? (progress.result ?? progress.info) : progress.info;
  const text = renderTerminal(review, { color, width });
  say(`\n${text}\n${whole === undefined ? '' : `The whole review: ${whole}\n`}`);
}

function readSarif(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(
      `sarif: ${file} cannot be read: ${messageOf(error)}. Fix: name a file that a scanner wrote.`,
    );
  }
}
