import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command';
import { Failure } from './failure';
import { loadHooks, type StageSettings } from './hooks';
import { createInterrupts } from './interrupts';
import { createProgress } from './progress';
import { checkEndpoint } from './prepare-state';
import { applyEnvironment, withStage } from './stage';
import { findStateStore } from './terraform/find-store';
import { s3StateStore } from './state/s3-state-store';
import { readSummary, readValues, type StateValues } from './state/state-summary';
import type { StateStore } from './state/state-store';
import { readStackFile } from './terraform/stack-file';
import type { Terraform } from './terraform/terraform';
import { stageDirectories } from './working-directory';

/** Which stage of which project of a workspace. */
export interface StageReference {
  readonly workspaceRoot: string;
  readonly project: string;
  readonly stage: string;
  /** The compiled hooks module, relative to the workspace root. */
  readonly hooks: string;
}

/** What a stage runs, as its state holds it. */
export interface StageState {
  readonly settings: StageSettings;
  /** As a person writes it: `s3://bucket/key`, or a path. */
  readonly place: string;
  /** Everything that Terraform manages, values included: they may be secrets. */
  readonly resources: readonly StateValues[];
  /** Those of one type, such as `aws_ecs_service`. */
  ofType(type: string): readonly StateValues[];
}

/**
 * Reads the state of a stage, and changes and starts nothing: one GetObject where the stage says that it is in S3, the
 * file where it is one; elsewhere `terraform state pull`, after init. A deployment that runs meanwhile is not disturbed.
 *
 * The environment of the stage is laid over `process.env`: the SDK takes its credentials from there.
 *
 * @throws Failure where there is no state, where it cannot be read, and where it is no state
 */
export async function readStageState(reference: StageReference): Promise<StageState> {
  const { workspaceRoot, stage, hooks } = reference;
  const settings = loadHooks(workspaceRoot, hooks).settings(stage, process.env);
  applyEnvironment(process.env, settings.environment);
  await checkEndpoint(settings);
  const store =
    settings.state === undefined
      ? undefined
      : s3StateStore({ ...settings.state, owner: settings.accountId, lockFile: false });
  const { place, text } = await (store === undefined
    ? readElsewhere(reference, settings)
    : textOf(store));
  const reading = readSummary(text);
  if (reading.kind === 'broken') {
    throw new Failure(
      `state: ${place} is broken: ${reading.problem}. Fix: bring an earlier one back (recover-state).`,
    );
  }
  if (reading.kind === 'none' || reading.summary.resources.length === 0) {
    throw new Failure(
      `state: ${place} holds nothing: the stage ${stage} is not deployed. Fix: deploy it.`,
    );
  }
  const resources = readValues(text);
  return {
    settings,
    place,
    resources,
    ofType: (wanted) => resources.filter(({ type }) => type === wanted),
  };
}

interface StateText {
  readonly place: string;
  readonly text: string;
}

async function textOf(store: StateStore): Promise<StateText> {
  return { place: store.place, text: await store.text() };
}

/** Where the stage says nothing, the backend of its synthesized stack does. */
async function readElsewhere(
  { workspaceRoot, project, stage, hooks }: StageReference,
  settings: StageSettings,
): Promise<StateText> {
  const { synthDirectory, workingDirectory } = stageDirectories(
    workspaceRoot,
    project,
    settings.stage,
    process.env,
  );
  const file = join(synthDirectory, 'stacks', settings.stack, 'cdk.tf.json');
  if (existsSync(file)) {
    const store = findStateStore({
      stack: readStackFile(file),
      // Only a store that needs init starts it, and that one is not asked here.
      terraform: { directory: workingDirectory, environment: process.env } as Terraform,
      region: settings.region,
    });
    if (!store.needsInit) {
      return textOf(store);
    }
  }
  return withStage(quietCommand(workspaceRoot, project), 'output', { stage, hooks }, (ready) =>
    textOf(ready.store),
  );
}

/** What init says goes to standard error: standard output is for the answer of whoever asks. */
function quietCommand(workspaceRoot: string, project: string): Command {
  const progress = createProgress({ stream: process.stderr, environment: process.env });
  return {
    workspaceRoot,
    project,
    progress,
    interrupts: createInterrupts({ progress, exit: (code) => process.exit(code) }),
    environment: process.env,
    color: false,
    verbose: false,
  };
}
