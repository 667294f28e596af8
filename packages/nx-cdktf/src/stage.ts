import { resolve } from 'node:path';
import { checkAccount } from './account';
import type { Command } from './command';
import { Failure } from './failure';
import { loadHooks, type DeploymentHooks, type StageCommand, type StageContext } from './hooks';
import { ensureStateBucket, stateBucketClient } from './state-bucket';
import { findUsersTerraform } from './terraform/find-terraform';
import { initialize } from './terraform/init';
import { makePlan, NeedsInit, type PlanOptions, type SavedPlan } from './terraform/plan';
import { readStackFile, type StackFile } from './terraform/stack-file';
import { terraformEnvironment, type Terraform } from './terraform/terraform';
import { copyStack, stageDirectories, takeWorkingDirectory } from './working-directory';

/** Options that every executor of a stage has. */
export interface StageOptions {
  readonly stage: string;
  /** The compiled hooks module, relative to the workspace root. */
  readonly hooks: string;
  /** A committed `.terraform.lock.hcl`, relative to the workspace root. @default - kept in the working directory */
  readonly lockFile?: string;
}

/** What one plan does differently from another. */
export type PlanVariant = Pick<
  PlanOptions,
  'besideTerraform' | 'destroy' | 'lock' | 'planFile' | 'sarif'
>;

/** A stage that is ready for terraform: initialized, its state reachable, its working directory ours. */
export interface ReadyStage {
  readonly hooks: DeploymentHooks;
  readonly context: StageContext;
  readonly stack: StackFile;
  readonly terraform: Terraform;
  /** Makes, saves and reviews a plan. */
  plan(options?: PlanVariant): Promise<SavedPlan>;
  /** What the functions of `terraform/` need. */
  readonly planOptions: PlanOptions;
}

/** Walks the road up to a plan: settings, prepare, state bucket, init; then runs `work`. */
export async function withStage<T>(
  command: Command,
  name: StageCommand,
  options: StageOptions,
  work: (stage: ReadyStage) => Promise<T>,
): Promise<T> {
  const { workspaceRoot, project, progress, interrupts, color } = command;
  const hooks = loadHooks(workspaceRoot, options.hooks);
  const settings = hooks.settings(options.stage, command.environment);
  const directories = stageDirectories(workspaceRoot, project, settings.stage, command.environment);
  const { binary, user } = await findUsersTerraform(command.environment, (text) =>
    progress.warn(text),
  );
  // The SDK's credential chain reads process.env in many places, and this process works for one stage only.
  applyEnvironment(process.env, settings.environment);
  const release = takeWorkingDirectory(directories.workingDirectory);
  try {
    const context: StageContext = {
      command: name,
      settings,
      workspaceRoot,
      ...directories,
      progress,
      environment: process.env,
    };
    const stackFile = copyStack(directories, settings.stack, workspaceRoot);
    if (name === 'output') {
      await checkEndpoint(context);
    } else {
      await hooks.prepare?.(context);
      await prepareState(context);
    }
    const stack = readStackFile(stackFile);
    const terraform: Terraform = {
      binary,
      directory: directories.workingDirectory,
      environment: terraformEnvironment(process.env),
      interrupts,
    };
    const init = {
      terraform,
      stack,
      user,
      progress,
      ...(options.lockFile === undefined
        ? {}
        : { lockFile: resolve(workspaceRoot, options.lockFile) }),
    };
    await initialize(init);
    const planOptions: PlanOptions = { terraform, stack, progress, color };
    return await work({
      hooks,
      context,
      stack,
      terraform,
      planOptions,
      async plan(more = {}) {
        try {
          return await makePlan({ ...planOptions, ...more });
        } catch (error) {
          if (!(error instanceof NeedsInit)) {
            throw error;
          }
          // A mirror moved, or somebody cleaned up in .terraform: what init remembers is not true any more.
          await initialize({ ...init, force: true });
          return makePlan({ ...planOptions, ...more });
        }
      },
    });
  } finally {
    release();
  }
}

/** Lays variables over an environment; `undefined` removes one. */
export function applyEnvironment(
  environment: NodeJS.ProcessEnv,
  changes: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) {
      Reflect.deleteProperty(environment, name);
    } else {
      environment[name] = value;
    }
  }
}

/** Nothing is started to read outputs; without this terraform tries an endpoint that is down for a minute. */
async function checkEndpoint({ settings }: StageContext): Promise<void> {
  const endpoint = settings.state?.endpoint;
  if (endpoint === undefined) {
    return;
  }
  try {
    await fetch(endpoint, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
  } catch {
    throw new Failure(
      `state: ${endpoint} does not answer, so there are no outputs to read. Fix: start it, or deploy the stage ${settings.stage}.`,
    );
  }
}

async function prepareState(context: StageContext): Promise<void> {
  const { command, settings, progress } = context;
  const { state, accountId, approval } = settings;
  if (state === undefined) {
    return;
  }
  if (state.bucket === '' || state.key === '') {
    throw new Failure(
      `state: bucket and key must be set; got ${JSON.stringify(state)}. Fix: correct the stage ${settings.stage}.`,
    );
  }
  if (state.endpoint === undefined) {
    await progress.step(`Checking the account ${accountId}`, () => checkAccount(settings));
  }
  // A plan of a stage that asks before it changes anything makes nothing either, and a destroy never does.
  const create = command === 'deploy' || approval === 'none';
  const { created, changed } = await progress.step(
    `Checking the state bucket ${state.bucket}`,
    () => ensureStateBucket(stateBucketClient(state), { location: state, accountId, create }),
  );
  if (created) {
    progress.info('  created: versioned, encrypted, private');
  } else if (changed.length > 0) {
    progress.info(`  ${create ? 'set' : 'a deployment will set'}: ${changed.join(', ')}`);
  }
}
