import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure, messageOf } from './failure';
import type { Progress } from './progress';
import type { StateResource, StateValues } from './state/state-summary';
import type { PlannedResource } from './terraform/planned-resources';

/** What an app says about one of its stages. */
export interface StageSettings {
  readonly stage: string;
  /** The id of the CDKTF stack: the directory below `stacks/` of the synthesized output. */
  readonly stack: string;
  readonly region: string;
  readonly accountId: string;
  /** The S3 backend's bucket. With `endpoint` it is on something that is not AWS. @default - the stack keeps its state elsewhere; no bucket is made */
  readonly state?: StateLocation;
  /** For Terraform and the SDK; `undefined` removes a variable. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a change needs a yes before it is applied. */
  readonly approval: 'none' | 'ask';
  /**
   * Whether a policy finding that is serious, where the plan acts, and not accepted fails a plan and stops a deployment:
   * exit code 4. Every review shows them either way. @default 'none'
   */
  readonly failOn?: 'none' | 'policy';
  /**
   * Types of resources that Terraform forgets after every apply, also after one that failed: what is an event rather
   * than a thing, such as a build, and would otherwise be looked for in every later plan. The stack must have a way to
   * leave them out of a plan that does not need them. Nothing is deleted.
   *
   * @default - Terraform forgets nothing
   */
  readonly forgetAfterApply?: readonly string[];
}

/** Where the S3 backend keeps the state of a stage. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** @default - AWS */
  readonly endpoint?: string;
  /**
   * Everything goes when it stops, the resources with the state, as in an emulation on this machine: where the bucket is
   * gone, nothing of the stage is left, and what was known of it is forgotten.
   *
   * @default false
   */
  readonly ephemeral?: boolean;
  /** Tags of the bucket, set by `bootstrap`; other tags stay. @default - only who manages it */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The command that runs. */
export type StageCommand =
  'plan' | 'deploy' | 'destroy' | 'drift' | 'output' | 'recover-state' | 'bootstrap';

/** What a hook gets to work with. */
export interface StageContext {
  readonly command: StageCommand;
  readonly settings: StageSettings;
  readonly workspaceRoot: string;
  /** Where the stack was synthesized. */
  readonly synthDirectory: string;
  /** Where Terraform runs. */
  readonly workingDirectory: string;
  readonly progress: Progress;
  /** The process environment with the stage's own on top. What a hook sets here reaches Terraform, `TF_VAR_…` too. */
  readonly environment: NodeJS.ProcessEnv;
  /**
   * What a user writes to run an executor for this stage: `npx nx run infra:diagnose -c aws`.
   * @returns undefined where the project has no target for it
   */
  commandFor(executor: string): string | undefined;
  /**
   * Asks whoever sits at the terminal; `undefined` for no answer, as after Ctrl-C. Also after an interruption.
   *
   * @default - there is no terminal to ask in
   */
  ask?(question: string): Promise<string | undefined>;
}

/** Something that Terraform does with a resource. */
export interface ResourceEvent {
  readonly kind: 'started' | 'done' | 'failed';
  readonly address: string;
  readonly type: string;
  /** `create`, `update`, `delete`. */
  readonly action: string;
  /** How the provider calls it. @default - not known yet */
  readonly id?: string;
}

/** An apply that runs, for whoever watches it. */
export interface RunningApply {
  /** What is being done. */
  readonly planned: readonly PlannedResource[];
  /** Says that what is there was looked at: Terraform begins now. Without it, it begins after ten seconds. */
  ready(): void;
  /** Aborted when Terraform has ended, however it did. */
  readonly ended: AbortSignal;
  onResource(listener: (event: ResourceEvent) => void): void;
  /** Says what is waited for beyond Terraform's own words; shown with the progress of the apply. */
  waitsFor(text: string): void;
  /**
   * Ends Terraform safely, because what it waits for cannot happen: one SIGINT; it saves the state and releases the lock.
   * What is being made at that moment is marked as incomplete, so stop only when nothing else runs. Once is enough.
   */
  stop(reason: string): void;
}

/** What somebody who watched an apply knows about its failure. */
export interface WatchVerdict {
  /** Whole sentences, printed after what Terraform says. */
  readonly problem: string;
  readonly exitCode: number;
  /** Addresses of what failed. */
  readonly failed: readonly string[];
}

/** What an apply left. */
export interface AppliedStage {
  /** What the plan said; also where it changed nothing. */
  readonly planned: readonly PlannedResource[];
  /** The state as it is now, values included: they may be secrets. */
  readonly resources: readonly StateValues[];
}

/**
 * The module that an app names as `hooks`.
 *
 * Whatever a hook throws ends the command with exit code 1, or with the `exitCode` of the error; the message is printed as
 * it is.
 */
export interface DeploymentHooks {
  settings(stage: string, env: NodeJS.ProcessEnv): StageSettings;
  /** Runs before init, of every command but `output`. @default - nothing */
  prepare?(context: StageContext): Promise<void>;
  /** Digest of every image the stage deploys, by reference; one that does not exist yet is left out. @default - none known */
  imageDigests?(context: StageContext): Promise<Readonly<Record<string, string>>>;
  /**
   * What `afterApply` will change that is no resource of the stack, such as a tag that moves in a registry: one sentence
   * each, without secrets. The plan says it, it is a change like any other, and it needs the same approval. Asked after
   * `prepare`, of `plan` and `deploy`.
   *
   * @default - nothing
   */
  besideTerraform?(context: StageContext): Promise<readonly string[]>;
  /**
   * Says what of this stage exists, each in words such as `the ECS cluster x is ACTIVE`. Asked only while the state holds
   * nothing: then either nothing was ever made, or the state is not the one that knows of it. Where it throws, the
   * command says that this is not known, and goes on.
   *
   * @default - nothing is asked
   */
  existing?(context: StageContext): Promise<readonly string[]>;
  /**
   * Looks at what the state holds before Terraform reads all of it, and says what it will wait for, or find otherwise than
   * it was left: one sentence each. Asked before every plan of a state that holds something; what cannot be looked at is
   * no reason to stop. @default - nobody looks
   */
  beforePlan?(
    context: StageContext,
    resources: readonly StateResource[],
  ): Promise<readonly string[]>;
  /**
   * Looks at what an apply does while Terraform runs, until `apply.ended`. Where the apply fails, the verdict says why and
   * with which exit code. Not for a destruction. @default - nobody looks
   */
  watchApply?(context: StageContext, apply: RunningApply): Promise<WatchVerdict | undefined>;
  /** Runs after an apply, and when there was nothing to apply. @default - nothing */
  afterApply?(
    context: StageContext,
    outputs: Record<string, unknown>,
    applied: AppliedStage,
  ): Promise<void>;
  /**
   * Runs when an apply failed, to say why: Terraform knows that a service is not stable, not what its tasks died of. It gets
   * the addresses of what failed; none where Terraform failed as a whole. @default - nothing
   */
  applyFailed?(context: StageContext, failed: readonly string[]): Promise<void>;
  /**
   * Runs when somebody interrupted an apply, with the addresses of what was begun and not waited for: AWS goes on with it.
   * Says how to look at it, and how to take it back. @default - nothing
   */
  applyInterrupted?(context: StageContext, begun: readonly string[]): Promise<void>;
  /**
   * Runs when everything is destroyed, with what the state held: only that was this stage's, whatever else has its
   * names. It runs again with the same when it threw. @default - nothing
   */
  afterDestroy?(context: StageContext, destroyed: readonly StateResource[]): Promise<void>;
}

/** Loads the compiled hooks module of an app; `path` is relative to the workspace root. */
export function loadHooks(workspaceRoot: string, path: string): DeploymentHooks {
  const file = resolve(workspaceRoot, path);
  if (!existsSync(file)) {
    throw new Failure(
      `hooks: the module does not exist; got ${path}. Fix: build the app first, or correct the option 'hooks'.`,
    );
  }
  let module: unknown;
  try {
    module = createRequire(file)(file);
  } catch (error) {
    throw new Error(`hooks: ${path} cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
  const hooks = module as Partial<DeploymentHooks>;
  if (typeof hooks?.settings !== 'function') {
    throw new Failure(
      `hooks: ${path} must export a function 'settings(stage, env)'; got ` +
        `${Object.keys(hooks ?? {}).join(', ') || 'no exports'}.`,
    );
  }
  return hooks as DeploymentHooks;
}
