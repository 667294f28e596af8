import { join, relative, resolve } from 'node:path';
import { compareReviews, needsApproval, type PlanReview } from 'plan-review';
import { requireApproval, type Terminal } from './approval';
import type { OutputOptions } from './output-modes';
import { besideTerraform } from './beside-terraform';
import type { Command } from './command';
import { exitCodes, Failure, messageOf } from './failure';
import { approvalLevelOf, failOnOf, requirePolicies } from './gates';
import { show } from './plan';
import { writeReports } from './reports';
import { readReview } from './saved-plan/read-review';
import { openSavedPlan, unbindPlan } from './saved-plan/saved-plan';
import type { ReadyStage, StageOptions } from './stage';
import { quotaPreflight } from './preflight/stage-preflight';
import { findErroredState } from './state/errored-state';
import { recordKnownState } from './state/known-state';
import { ApplyFailure } from './terraform/apply';
import { forgetResources } from './terraform/forget';
import { removePlan, type SavedPlan } from './terraform/plan';
import type { PlannedResource } from './terraform/planned-resources';
import { applyWatched } from './watched-apply';
import { refuseExpiredToken } from './terraform/registry-token';

/** Options of the `deploy` and `destroy` executors. */
export interface ApplyOptions extends StageOptions {
  /** Go on without a question where the stage asks for approval. @default false */
  readonly approve?: boolean;
  /** The stack whose data may be lost: what `approve` does not cover. @default - none */
  readonly allowDestroy?: string;
  /** Which plans need an approval: `never`, `widening`, `any-change`. @default - that of the stage */
  readonly requireApproval?: string;
}

/** What the `deploy` executor takes on top. */
export interface DeployOptions extends ApplyOptions, OutputOptions {
  /** `policy` stops with exit code 4 before a plan with a serious finding that nobody accepted; `none`. @default - what the stage says */
  readonly failOn?: string;
  /** Apply the plan that the plan target saved, while nothing has changed since. @default - a plan is made now */
  readonly savedPlan?: boolean;
  /**
   * The `review.json` that somebody approved, relative to the workspace root: a plan is made now, and applied without a
   * question when it does the same. @default - none
   */
  readonly reviewed?: string;
}

/**
 * Plans, shows the plan, asks where the stage wants that, and applies exactly that plan; then the plan is deleted.
 *
 * @returns what was planned
 */
export async function applyReviewed(
  command: Command,
  stage: ReadyStage,
  options: DeployOptions & { readonly destroy?: boolean; readonly onApply?: () => void },
  terminal: Terminal,
): Promise<readonly PlannedResource[]> {
  const { settings } = stage.context;
  const { destroy = false, savedPlan = false, reviewed } = options;
  const level = approvalLevelOf(settings, options.requireApproval);
  const failOn = failOnOf(settings, options.failOn);
  const approved =
    reviewed === undefined
      ? undefined
      : readReview(resolve(command.workspaceRoot, reviewed), reviewed);
  const plan = savedPlan ? await openSavedPlan(stage) : await freshPlan(stage, destroy);
  // A saved plan that is not applied can be applied later; one that was made here has nobody who would.
  let remove = !savedPlan;
  try {
    const isAsked = options.approve !== true && needsApproval(plan.review, level) !== undefined;
    show(command, plan.review, {
      purpose: isAsked ? 'question' : 'report',
      whole: keepReview(command, stage, plan.review, destroy ? 'destruction' : 'deployment'),
    });
    if (approved !== undefined) {
      refuseDifferent(approved, plan.review);
    }
    if (plan.review.outcome !== 'changes') {
      return plan.resources;
    }
    refuseExpiredToken(plan.tokenExpires);
    if (!destroy) {
      requirePolicies(plan.review, failOn);
      await quotaPreflight(settings, plan.resources, command);
    }
    await requireApproval({
      review: plan.review,
      stack: settings.stack,
      level,
      approve: options.approve === true || approved !== undefined,
      // Whoever approved a review has seen what goes; whoever runs destroy has said that all of it may.
      allowDestroy:
        approved !== undefined || (destroy && options.approve === true)
          ? settings.stack
          : options.allowDestroy,
      terminal,
    });
    // Somebody may have thought about the answer for a night.
    refuseExpiredToken(plan.tokenExpires);
    remove = true;
    options.onApply?.();
    await applyWatched(stage, { ...stage.planOptions, destroy }, plan)
      .then(
        async () => {
          await forget(stage);
          await record(stage);
        },
        async (error: unknown) => {
          // Terraform would wait for the same place once more.
          await (isUnanswered(error) ? undefined : forget(stage));
          // What cannot be written down, on a disk that is full, must not hide why the apply failed.
          await record(stage).catch(() => undefined);
          throw error;
        },
      )
      .catch(async (error: unknown) => {
        await explainFailure(stage, error);
        throw error;
      });
    return plan.resources;
  } finally {
    if (remove) {
      unbindPlan(stage);
      removePlan(plan);
    }
  }
}

/**
 * Keeps what the terminal only counts, and what was deployed, beside the review of the last plan: that one may be what
 * somebody approved.
 *
 * @returns where a person reads it, relative to the workspace root. @default - there is nothing to read
 */
function keepReview(
  { workspaceRoot }: Command,
  { context }: ReadyStage,
  review: PlanReview,
  name: string,
): string | undefined {
  if (review.outcome !== 'changes') {
    return undefined;
  }
  const files = writeReports(join(context.workingDirectory, name), review);
  const page = files.find((file) => file.endsWith('.html'));
  return page === undefined ? undefined : relative(workspaceRoot, page);
}

async function freshPlan(stage: ReadyStage, destroy: boolean): Promise<SavedPlan> {
  unbindPlan(stage);
  return stage.plan({
    destroy,
    ...(destroy ? {} : { besideTerraform: await besideTerraform(stage) }),
  });
}

function refuseDifferent(reviewed: PlanReview, planned: PlanReview): void {
  const differences = compareReviews(reviewed, planned);
  if (differences.length === 0) {
    return;
  }
  throw new Failure(
    [
      'reviewed: this plan is not the one that was reviewed. Nothing was changed.',
      ...differences.map((difference) => `  - ${difference}`),
      'Fix: have this plan reviewed.',
    ].join('\n'),
    exitCodes.stalePlan,
  );
}

/** What stays in the state disturbs the next plan, which is no reason to call this deployment a failure. */
async function forget({ context, store, terraform }: ReadyStage): Promise<void> {
  const types = context.settings.forgetAfterApply ?? [];
  if (types.length === 0 || terraform.interrupts.interrupted) {
    return;
  }
  // Writing another state now would make it impossible to save the one that could not be saved.
  if (findErroredState(terraform.directory) !== undefined) {
    return;
  }
  await forgetResources({ terraform, store, progress: context.progress }, types).catch(
    (problem: unknown) => {
      context.progress.warn(
        `${types.join(', ')} could not be forgotten and stay in the state until the next apply: ${messageOf(problem)}`,
      );
    },
  );
}

/** What the next command compares the state with; where it cannot be read, what was known before stays. */
async function record({ context, store }: ReadyStage): Promise<void> {
  const reading = await store.read().catch(() => undefined);
  if (reading?.kind !== 'state') {
    return;
  }
  const known = { stack: context.settings.stack, place: store.place };
  recordKnownState(context.workingDirectory, known, reading.summary);
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApplyFailure && error.unanswered;
}

/** What the hook cannot say must not hide why the apply failed. */
async function explainFailure(stage: ReadyStage, error: unknown): Promise<void> {
  if (error instanceof Failure && error.exitCode === exitCodes.interrupted) {
    const begun = error instanceof ApplyFailure ? error.failed : [];
    await stage.hooks.applyInterrupted?.(stage.context, begun).catch((problem: unknown) => {
      stage.context.progress.warn(messageOf(problem));
    });
    return;
  }
  if (isUnanswered(error)) {
    return;
  }
  const failed = error instanceof ApplyFailure ? error.failed : [];
  await stage.hooks.applyFailed?.(stage.context, failed).catch((problem: unknown) => {
    stage.context.progress.warn(messageOf(problem));
  });
}
