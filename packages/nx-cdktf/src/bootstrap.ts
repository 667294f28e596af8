import { IAMClient } from '@aws-sdk/client-iam';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAccount } from './account';
import { processTerminal, type Terminal } from './approval';
import { clientDefaults, limitCalls } from './aws/call-limits';
import { s3Client } from './aws/s3-client';
import { bucketTemplate } from './bootstrap/bucket-template';
import { ciRoles, parseRepository } from './bootstrap/ci-roles';
import { lookAtRoles, type IamStep } from './bootstrap/iam-roles';
import { removeBucket, whatIsKept } from './bootstrap/remove-bucket';
import { renderTable, type TableRow } from './bootstrap/setting-table';
import type { StateBucketOptions } from './bucket/bucket-settings';
import { proveLock } from './bucket/prove-lock';
import { ensureStateBucket, lookAtBucket } from './bucket/state-bucket';
import type { Command } from './command';
import { exitCodes, Failure } from './failure';
import { loadHooks, type StageSettings, type StateLocation } from './hooks';
import { stackPolicies, type StackPolicies } from './permissions/policies';
import { applyEnvironment } from './stage';
import { stageDirectories } from './working-directory';

/** Options of the `bootstrap` executor. */
export interface BootstrapOptions {
  readonly stage: string;
  /** The compiled hooks module, relative to the workspace root. */
  readonly hooks: string;
  /** Only look; exit code 2 when something is not as it must be. @default false */
  readonly check?: boolean;
  /** Only say what would be done. @default false */
  readonly dryRun?: boolean;
  /** Print the policies of a role that plans and of one that deploys, and do nothing. @default false */
  readonly printPolicy?: boolean;
  /** Print the bucket as a CloudFormation template, and do nothing. @default false */
  readonly printTemplate?: boolean;
  /** Make roles for GitHub Actions of this repository, too: `owner/name`, or `owner/name@branch`. @default - no roles */
  readonly ci?: string;
  /** Remove the bucket, when no state in it holds a resource. @default false */
  readonly destroy?: boolean;
  /** Go on without a question where the stage asks for approval. @default false */
  readonly approve?: boolean;
}

type StateSettings = StageSettings & { readonly state: StateLocation };

/** Makes the bucket of the states, and on demand the roles of a CI, or looks whether they are as they must be. */
export async function bootstrap(
  command: Command,
  options: BootstrapOptions,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const { workspaceRoot, project, progress, color } = command;
  const hooks = loadHooks(workspaceRoot, options.hooks);
  const settings = withState(hooks.settings(options.stage, command.environment));
  const bucket: StateBucketOptions = {
    location: settings.state,
    accountId: settings.accountId,
    tags: { ManagedBy: 'nx-cdktf', ...settings.state.tags },
  };
  if (options.printPolicy === true) {
    const { plan, deploy } = policiesOf(command, settings);
    progress.info(JSON.stringify({ plan, deploy }, undefined, 2));
    return exitCodes.noChanges;
  }
  if (options.printTemplate === true) {
    const template = bucketTemplate({
      ...settings.state,
      tags: bucket.tags ?? {},
    });
    progress.info(JSON.stringify(template, undefined, 2));
    return exitCodes.noChanges;
  }
  applyEnvironment(process.env, settings.environment);
  await hooks.prepare?.({
    command: 'bootstrap',
    settings,
    workspaceRoot,
    ...stageDirectories(workspaceRoot, project, settings.stage, command.environment),
    progress,
    environment: process.env,
    commandFor: command.commandFor ?? (() => undefined),
  });
  if (settings.state.endpoint === undefined) {
    await progress.step(`Checking the account ${settings.accountId}`, () => checkAccount(settings));
  }
  if (options.destroy === true) {
    return destroyBucket({ command, settings, bucket, options, terminal });
  }
  const s3 = s3Client(settings.state);
  const look = () =>
    progress.step(`Looking at ${settings.state.bucket}`, () => lookAtBucket(s3, bucket));
  const rows = await look();
  const roles = options.ci === undefined ? [] : await ciSteps(command, settings, options.ci);
  const table: readonly TableRow[] = [
    {
      name: 'bucket',
      want: settings.state.bucket,
      is: rows === undefined ? 'not there' : settings.state.bucket,
      right: rows !== undefined,
    },
    ...(rows ?? []),
    ...roles,
  ];
  progress.info(`\n${renderTable(table, { color })}\n`);
  const wrong = table.filter(({ right }) => !right);
  if (options.check === true) {
    progress.info(wrong.length === 0 ? 'All is as it must be.' : differs(wrong));
    return wrong.length === 0 ? exitCodes.noChanges : exitCodes.changes;
  }
  if (options.dryRun === true) {
    progress.info(
      wrong.length === 0 ? 'Nothing would be done.' : `It would set ${namesOf(wrong)}.`,
    );
    return exitCodes.noChanges;
  }
  if (wrong.length > 0) {
    await ask(terminal, options, settings, `Set ${namesOf(wrong)}? [y/N] `);
    const { created } = await progress.step('Setting up the bucket', () =>
      ensureStateBucket(s3, bucket),
    );
    for (const step of roles.filter(({ right }) => !right)) {
      await progress.step(`Setting ${step.name.trim()}`, () => step.set());
    }
    const after = (await look()) ?? [];
    const left = after.filter(({ right }) => !right);
    if (left.length > 0) {
      throw new Failure(
        `state: the bucket ${settings.state.bucket} was set, and is still not as it must be: ${differs(left)}`,
      );
    }
    progress.info(created ? 'The bucket is made.' : `Set: ${namesOf(wrong)}.`);
  }
  await progress.step('Proving the lock with a conditional write', () => proveLock(s3, bucket));
  progress.info(
    `${settings.state.bucket} is ready for the states of ${settings.stack}: nothing to do.`.replace(
      wrong.length > 0 ? ': nothing to do' : '',
      '',
    ),
  );
  return exitCodes.noChanges;
}

function withState(settings: StageSettings): StateSettings {
  const { state, stage } = settings;
  if (state === undefined) {
    throw new Failure(
      `bootstrap: the stage '${stage}' keeps its state in no bucket that it names, so there is none to make. Fix: give ` +
        'it a state (bucket, key, region) in the settings of the hooks.',
    );
  }
  const problem = nameProblem(state.bucket);
  if (problem !== undefined) {
    throw new Failure(
      `bootstrap: ${JSON.stringify(state.bucket)} is no name of a bucket: ${problem}. Allowed: 3 to 63 small letters, ` +
        `digits, '-' and '.', beginning and ending with a letter or digit. Fix: correct the state of the stage '${stage}'.`,
    );
  }
  return { ...settings, state };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function nameProblem(bucket: string): string | undefined {
  if (bucket.length < 3 || bucket.length > 63) {
    return `it has ${bucket.length} characters`;
  }
  if (!/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(bucket)) {
    return 'it holds other characters, or begins or ends with one of them';
  }
  if (bucket.includes('..') || /^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    return 'it looks like an address';
  }
  return /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(bucket)
    ? 'AWS keeps such names for itself'
    : undefined;
}

function policiesOf(command: Command, settings: StateSettings): StackPolicies {
  const { workspaceRoot, project, progress } = command;
  const { synthDirectory } = stageDirectories(workspaceRoot, project, settings.stage);
  const file = join(synthDirectory, 'stacks', settings.stack, 'cdk.tf.json');
  if (!existsSync(file)) {
    throw new Failure(
      `synth: ${file} does not exist, and the policies are made from what is in it. Fix: synthesize first.`,
    );
  }
  const stack: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const policies = stackPolicies({ ...settings, stack });
  if (policies.unknown.length > 0) {
    progress.warn(
      `Which calls these types need is not known here, and is missing in the policies: ${policies.unknown.join(', ')}. ` +
        'Add their actions to the roles by hand.',
    );
  }
  return policies;
}

async function ciSteps(
  command: Command,
  settings: StateSettings,
  ci: string,
): Promise<readonly IamStep[]> {
  const { stack, region, state } = settings;
  const { plan, deploy } = policiesOf(command, settings);
  const repository = parseRepository(ci);
  const iam = limitCalls(
    new IAMClient({
      ...clientDefaults,
      region,
      ...(state.endpoint === undefined ? {} : { endpoint: state.endpoint }),
    }),
  );
  const roles = ciRoles({ ...settings, stack, ci: repository, plan, deploy });
  return command.progress.step('Looking at the roles of the CI', () =>
    lookAtRoles(iam, roles, settings),
  );
}

interface Destruction {
  readonly command: Command;
  readonly settings: StateSettings;
  readonly bucket: StateBucketOptions;
  readonly options: BootstrapOptions;
  readonly terminal: Terminal;
}

async function destroyBucket(destruction: Destruction): Promise<number> {
  const { command, settings, bucket, options, terminal } = destruction;
  const { progress } = command;
  const s3 = s3Client(settings.state);
  const { bucket: name } = settings.state;
  if ((await lookAtBucket(s3, bucket)) === undefined) {
    progress.info(`Nothing was removed: there is no bucket ${name}.`);
    return exitCodes.noChanges;
  }
  const kept = await progress.step(`Looking into ${name}`, () => whatIsKept(s3, bucket));
  if (kept.length > 0) {
    throw new Failure(
      [
        `bootstrap: the bucket ${name} is needed. Nothing was removed.`,
        ...kept.map((what) => `  - ${what}`),
        'Fix: destroy these stacks first; without their states nobody knows what they made.',
      ].join('\n'),
    );
  }
  if (options.check === true || options.dryRun === true) {
    progress.info(`It would remove ${name} with every older version in it.`);
    return exitCodes.noChanges;
  }
  await ask(terminal, options, settings, `Type the bucket's name (${name}) to remove it: `, name);
  await progress.step(`Removing ${name}`, () => removeBucket(s3, bucket));
  progress.info(`${name} is removed, with every older version in it. Roles of a CI stay.`);
  return exitCodes.noChanges;
}

async function ask(
  terminal: Terminal,
  { approve }: BootstrapOptions,
  { approval }: StageSettings,
  question: string,
  wanted?: string,
): Promise<void> {
  if (approval === 'none' || approve === true) {
    return;
  }
  if (!terminal.interactive) {
    throw new Failure(
      'approval: this needs one, and there is no terminal to ask in. Nothing was changed. Fix: run it in a terminal, or ' +
        'pass --approve.',
      exitCodes.approvalNeeded,
    );
  }
  const answer = await terminal.ask(`\n${question}`);
  if (answer === undefined) {
    throw new Failure('\nInterrupted. Nothing was changed.', exitCodes.interrupted);
  }
  if (wanted === undefined ? !/^\s*y(es)?\s*$/i.test(answer) : answer.trim() !== wanted) {
    throw new Failure('Not approved. Nothing was changed.', exitCodes.approvalNeeded);
  }
}

function namesOf(rows: readonly TableRow[]): string {
  return rows.map(({ name }) => name.trim()).join(', ');
}

function differs(rows: readonly TableRow[]): string {
  return `Not as it must be: ${namesOf(rows)}. Fix: run bootstrap.`;
}
