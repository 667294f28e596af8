import { resolve } from 'node:path';
import { aboutPlan } from './about-plan';
import type { Command } from './command';
import { explainDisk } from './disk';
import { findEarlierRun, guardErroredState } from './earlier-run';
import { Failure, messageOf } from './failure';
import { loadHooks, type DeploymentHooks, type StageCommand, type StageContext } from './hooks';
import { lostPlace } from './lost-place';
import { checkEndpoint, prepareState, sayLostState } from './prepare-state';
import { stagePreflight } from './preflight/stage-preflight';
import { findUsersTerraform } from './terraform/find-terraform';
import { answerLimits } from './terraform/answers';
import { initialize, type InitOptions } from './terraform/init';
import { makePlan, NeedsInit, type PlanOptions, type SavedPlan } from './terraform/plan';
import { readStackFile, type StackFile } from './terraform/stack-file';
import { refuseStateEncryption } from './terraform/state-encryption';
import { terraformEnvironment, type Terraform } from './terraform/terraform';
import { waitUntilUnlocked } from './terraform/wait-for-lock';
import { shellWord } from './shell';
import { checkState, type StateCheck } from './state/check-state';
import { forgetErroredState } from './state/errored-state';
import { findStateStore } from './terraform/find-store';
import { forgetKnownState } from './state/known-state';
import { forgetOwned } from './state/owned-resources';
import { sayingStore, type StateStore } from './state/state-store';
import { statesElsewhere } from './state/states-elsewhere';
import { describeState, type StateSummary } from './state/state-summary';
import { copyStack, stageDirectories, takeWorkingDirectory } from './working-directory';

/** Options that every executor of a stage has. */
export interface StageOptions {
  readonly stage: string;
  /** The compiled hooks module, relative to the workspace root. */
  readonly hooks: string;
  /** A committed `.terraform.lock.hcl`, relative to the workspace root. @default - kept in the working directory */
  readonly lockFile?: string;
  /**
   * Take the state as it is, although it is not the one this stage had: `empty`, or `<lineage>:<serial>` as the refusal
   * says it. @default - refused
   */
  readonly acceptState?: string;
  /** Take the lock of the state. @default - true for what changes it, and for a plan */
  readonly lock?: boolean;
  /**
   * After so many minutes in which nobody answers Terraform, or it says nothing, it is asked to end, and forced to after as
   * many more. @default 5
   */
  readonly silenceMinutes?: number;
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
  readonly store: StateStore;
  /** The state as it was checked; what is planned is planned with this one. @default - there is none */
  readonly state?: StateSummary;
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
  { init: wantsInit }: { readonly init: 'always' | 'to read the state' | 'never' } = {
    init: 'always',
  },
): Promise<T> {
  const { workspaceRoot, project, progress, interrupts, color } = command;
  const limits = answerLimits(options.silenceMinutes);
  const hooks = loadHooks(workspaceRoot, options.hooks);
  const settings = hooks.settings(options.stage, command.environment);
  const directories = stageDirectories(workspaceRoot, project, settings.stage, command.environment);
  const { binary, user } = await findUsersTerraform(command.environment, (text) =>
    progress.warn(text),
  );
  // The SDK's credential chain reads process.env in many places, and this process works for one stage only.
  applyEnvironment(process.env, settings.environment);
  const places = [directories.workingDirectory];
  let release = (): void => undefined;
  try {
    release = takeWorkingDirectory(directories.workingDirectory);
    const context: StageContext = {
      command: name,
      settings,
      workspaceRoot,
      ...directories,
      progress,
      environment: process.env,
      commandFor: command.commandFor ?? (() => undefined),
    };
    const terraform: Terraform = {
      binary,
      directory: directories.workingDirectory,
      recoverCommand: command.recoverCommand,
      // At each start anew: what hooks set while they prepare reaches Terraform.
      get environment() {
        return terraformEnvironment(process.env);
      },
      interrupts,
      limits,
    };
    const { ephemeral = false } = settings.state ?? {};
    if (!ephemeral) {
      guardErroredState(command, name, terraform);
    }
    const stackFile = copyStack(directories, settings.stack, workspaceRoot);
    const stack = readStackFile(stackFile);
    refuseStateEncryption(binary, stack, process.env);
    const store = sayingStore(
      findStateStore({
        stack,
        terraform,
        region: settings.region,
        location: settings.state,
        accountId: settings.accountId,
      }),
      progress,
    );
    if (name === 'output') {
      await checkEndpoint(context.settings);
    } else {
      const target = { command: name, settings, store, stackFile };
      const look = async (): Promise<void> => {
        if (looksBefore(name)) {
          await stagePreflight(target, { progress, color });
        }
      };
      // An emulation is started by the hook; on AWS nothing is worth the wait when it cannot end well.
      const isOnAws = settings.state?.endpoint === undefined;
      await (isOnAws ? look() : undefined);
      await hooks.prepare?.(context);
      await (isOnAws ? undefined : look());
      const { created } = await prepareState(context);
      if (created && ephemeral) {
        sayLostState(context);
        forgetKnownState(directories.workingDirectory);
        forgetOwned(directories.workingDirectory);
        // What an apply could not save is of things that are gone.
        forgetErroredState(directories.workingDirectory);
      }
    }
    if (ephemeral) {
      guardErroredState(command, name, terraform);
    }
    const check = (): Promise<StateSummary | undefined> =>
      checkState({
        store,
        stack: settings.stack,
        workingDirectory: directories.workingDirectory,
        addresses: stack.addresses,
        existing: async () => [
          ...((await hooks.existing?.(context)) ?? []),
          ...(stack.backend.type === 'local'
            ? statesElsewhere({
                stack: settings.stack,
                place: store.place,
                directories: [workspaceRoot, command.projectRoot ?? workspaceRoot],
              })
            : []),
        ],
        progress,
        accepted: options.acceptState,
        ...restoreCommandOf(command),
      });
    const place = { context, store, terraform };
    const locks = waitsForLock(name, options, stack);
    const earlier = await findEarlierRun(place, { command: name, locks });
    if (locks && earlier.lock === undefined) {
      await waitUntilUnlocked({ terraform, store, progress });
    }
    // What Terraform needs for reading a state it gets from the state: one that is not ours is not given to init.
    const checksFirst = checksState(name) && !store.needsInit && !earlier.unsaved;
    const checked = checksFirst ? await check() : undefined;
    const init = {
      terraform,
      stack,
      store,
      user,
      progress,
      ...(options.lockFile === undefined
        ? {}
        : { lockFile: resolve(workspaceRoot, options.lockFile) }),
    };
    if (wantsInit === 'always' || (wantsInit === 'to read the state' && store.needsInit)) {
      await initialize(init);
    }
    await earlier.putRight();
    const state = checksState(name) && !checksFirst ? await check() : checked;
    const planOptions: PlanOptions = {
      terraform,
      stack,
      store,
      progress,
      color,
      about: await aboutPlan(settings.stage, workspaceRoot, command.environment),
      recoverCommand: command.recoverCommand,
      lostPlace: () => lostPlace(settings),
    };
    return await work({
      hooks,
      context,
      stack,
      terraform,
      store,
      state,
      planOptions,
      async plan(more = {}) {
        await sayBefore(hooks, context, state);
        const plan = await planAgainAfterInit(init, { ...planOptions, ...more });
        await refuseChanged(store, state);
        return plan;
      },
    });
  } catch (error) {
    throw explainDisk(error, places);
  } finally {
    release();
  }
}

/** What is known of the account before Terraform reads it, which takes its time; a look that fails changes nothing. */
async function sayBefore(
  hooks: DeploymentHooks,
  context: StageContext,
  state: StateSummary | undefined,
): Promise<void> {
  if (hooks.beforePlan === undefined || state === undefined || state.resources.length === 0) {
    return;
  }
  try {
    const found = await hooks.beforePlan(context, state.resources);
    found.forEach((sentence) => context.progress.warn(sentence));
  } catch (error) {
    context.progress.warn(`Not looked at before the plan: ${messageOf(error)}`);
  }
}

/** A mirror moved, or somebody cleaned up in .terraform: what init remembers is not true any more. */
async function planAgainAfterInit(init: InitOptions, options: PlanOptions): Promise<SavedPlan> {
  try {
    return await makePlan(options);
  } catch (error) {
    if (!(error instanceof NeedsInit)) {
      throw error;
    }
    await initialize({ ...init, force: true });
    return makePlan(options);
  }
}

function looksBefore(command: StageCommand): boolean {
  return command === 'plan' || command === 'deploy' || command === 'destroy';
}

/** The state that is checked must be the one that is planned with. What a dead run leaves beside a file is no lock. */
function waitsForLock(name: StageCommand, { lock }: StageOptions, { backend }: StackFile): boolean {
  const takesLock = name === 'deploy' || name === 'destroy' || (name === 'plan' && lock !== false);
  return takesLock && backend.type !== 'local';
}

/** Outputs are only read, and a recovery is what brings the right state back. */
function checksState(command: StageCommand): boolean {
  return command !== 'output' && command !== 'recover-state';
}

function restoreCommandOf({ recoverCommand }: Command): Pick<StateCheck, 'restoreCommand'> {
  return recoverCommand === undefined
    ? {}
    : { restoreCommand: (id) => `${recoverCommand} ${shellWord(`--restore=${id}`)}` };
}

/** Between the check and the plan somebody may have written: then the plan is of a state that nobody looked at. */
async function refuseChanged(store: StateStore, checked: StateSummary | undefined): Promise<void> {
  const reading = await store.read();
  const now = reading.kind === 'state' ? reading.summary : undefined;
  if (now?.lineage === checked?.lineage && now?.serial === checked?.serial) {
    return;
  }
  throw new Failure(
    `state: ${store.place} changed while it was planned: ${stateWords(checked)} before, ${stateWords(now)} after. ` +
      'Nothing was changed. Fix: run the command again.',
  );
}

function stateWords(state: StateSummary | undefined): string {
  return state === undefined ? 'no state' : `${state.lineage} ${describeState(state)}`;
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
