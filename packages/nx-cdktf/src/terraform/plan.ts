import { chmodSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parsePlanText, reviewPlan, type PlanReview, type ReviewAbout } from 'plan-review';
import { exitCodes, Failure, messageOf } from '../failure';
import { registryTokenExpiry } from './registry-token';
import type { Progress } from '../progress';
import {
  describeLock,
  diagnosticOf,
  parseUiMessage,
  renderDiagnostics,
  stateLockOf,
  type Diagnostic,
} from './diagnostics';
import type { StateStore } from '../state/state-store';
import { plannedResources, type PlannedResource } from './planned-resources';
import type { StackFile } from './stack-file';
import { StateLocked, whenUnlocked } from './wait-for-lock';
import { watchAnswers } from './answers';
import { lookAtLock } from './look-at-lock';
import { watchOwnLock } from './own-lock';
import { killedBy, runTerraform, streamTerraform, type Terraform } from './terraform';

/** How a plan is made. */
export interface PlanOptions {
  readonly terraform: Terraform;
  readonly stack: StackFile;
  readonly store: StateStore;
  readonly progress: Progress;
  readonly color: boolean;
  /** The command that saves a state that could not be saved. @default - the project has no target for it */
  readonly recoverCommand?: string;
  /** That the place of the state is gone with all that it kept, in words. @default - it keeps what it has */
  readonly lostPlace?: () => Promise<string | undefined>;
  /** Plan the destruction of everything. @default false */
  readonly destroy?: boolean;
  /** Take the lock of the state; a role that only reads cannot. @default true */
  readonly lock?: boolean;
  /** Parsed documents of scanners, whose findings the review shows. @default - none */
  readonly sarif?: readonly unknown[];
  /** What the deployment changes without Terraform, for the review. @default - nothing */
  readonly besideTerraform?: readonly string[];
  /** Stage, commit and run, for the header of the review. @default - what the plan and its stack say */
  readonly about?: ReviewAbout;
  /** Name of the plan file in the working directory. @default 'tfplan' */
  readonly planFile?: string;
}

/** A plan that was saved and reviewed. */
export interface SavedPlan {
  /** Readable by this user only; it holds secrets. */
  readonly file: string;
  readonly review: PlanReview;
  /** What it does, in plain text: never print it as a whole. */
  readonly resources: readonly PlannedResource[];
  /** When the ECR token that it pushes with expires. @default - it pushes nothing, or needs no token */
  readonly tokenExpires?: Date;
}

/** The working directory lost what init makes; init again and retry. */
export class NeedsInit extends Error {}

/** Makes a plan, saves it and reads it back. */
export async function makePlan(options: PlanOptions): Promise<SavedPlan> {
  const { terraform, progress } = options;
  const planFile = options.planFile ?? 'tfplan';
  const file = join(terraform.directory, planFile);
  rmSync(file, { force: true });
  const title = options.destroy === true ? 'Planning the destruction' : 'Planning';
  await whenUnlocked(options, () =>
    progress.step(title, (report) => runPlan(options, planFile, report)),
  );
  chmodSync(file, 0o600);
  return readPlan(options, file);
}

/** Reviews a plan file. The JSON of it is kept in memory: it holds every secret in plain text. */
export async function readPlan(options: PlanOptions, file: string): Promise<SavedPlan> {
  const { wait = (_title, work) => work() } = options.progress;
  const { code, stdout, stderr } = await wait('Reading the plan back', () =>
    runTerraform(options.terraform, ['show', '-json', basename(file)]),
  );
  if (code !== 0) {
    throw new Failure(`terraform show failed.\n${stderr.trim()}`);
  }
  const { stack, about, sarif = [], besideTerraform = [] } = options;
  const json = parseJson(stdout);
  const review = reviewPlan(json, {
    ...stack.origins,
    scans: sarif,
    besideTerraform,
    about,
    ...stateLocation(stack),
  });
  const tokenExpires = registryTokenExpiry(json);
  return { file, review, resources: plannedResources(json), tokenExpires };
}

/** Where the picture of a review says that the state lies. */
function stateLocation({ backend }: StackFile): { readonly stateLocation?: string } {
  const { bucket, key } = backend.config;
  return backend.type === 's3' ? { stateLocation: `s3://${String(bucket)}/${String(key)}` } : {};
}

/** Removes a saved plan, which holds secrets. */
export function removePlan(plan: SavedPlan): void {
  rmSync(plan.file, { force: true });
}

/** Turns the diagnostics of a failed run into what is thrown. */
export function failureOf(
  command: string,
  diagnostics: readonly Diagnostic[],
  noise: readonly string[],
  options: Pick<PlanOptions, 'terraform' | 'stack' | 'color'>,
): Error {
  const { terraform, stack, color } = options;
  const lock = stateLockOf(diagnostics);
  if (lock !== undefined) {
    const words = describeLock(lock, terraform);
    return new StateLocked(words, lock);
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const needsInit =
    /Required plugins are not installed|Backend initialization required|Inconsistent dependency lock file|Module not installed/i;
  if (errors.some(({ summary }) => needsInit.test(summary))) {
    return new NeedsInit(errors.map(({ summary }) => summary).join('; '));
  }
  const text = renderDiagnostics(errors, { color, constructPaths: stack.constructPaths });
  // A message that was cut off on its way holds the source line that the whole one leaves out, and that may be a secret.
  const words = noise.filter((line) => !line.startsWith('{')).slice(-40);
  return new Failure([`${command} failed.`, text || words.join('\n')].join('\n').trim());
}

/** Prints the warnings among the diagnostics of a run that succeeded. */
export function showWarnings(options: PlanOptions, diagnostics: readonly Diagnostic[]): void {
  const { progress, color, stack } = options;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) {
    return;
  }
  progress.info(renderDiagnostics(warnings, { color, constructPaths: stack.constructPaths }));
}

async function runPlan(
  options: PlanOptions,
  planFile: string,
  report: (detail: string) => void,
): Promise<void> {
  const { terraform } = options;
  const diagnostics: Diagnostic[] = [];
  const noise: string[] = [];
  let refreshed = 0;
  const own = watchOwnLock({
    store: options.store,
    directory: terraform.directory,
    operation: 'plan',
  });
  const answers = watchAnswers(options.store, terraform.limits);
  const tell = (): void =>
    report(
      [...(refreshed === 0 ? [] : [`${refreshed} resources read`]), answers.words()]
        .filter((words) => words !== '')
        .join('; '),
    );
  const timer = setInterval(tell, 1000);
  const { code, signal } = await streamTerraform(
    terraform,
    [
      'plan',
      '-json',
      `-out=${planFile}`,
      '-input=false',
      '-detailed-exitcode',
      ...(options.lock === false ? ['-lock=false'] : ['-lock-timeout=5s']),
      ...(options.destroy === true ? ['-destroy'] : []),
    ],
    {
      stop: [answers.stop],
      force: [answers.force],
      onLine(line) {
        const message = parseUiMessage(line);
        if (message === undefined) {
          noise.push(line);
          return;
        }
        if (options.lock !== false && message.type.startsWith('refresh_')) {
          own.holds();
        }
        const diagnostic = diagnosticOf(message);
        if (diagnostic !== undefined) {
          diagnostics.push(diagnostic);
        } else if (message.type === 'refresh_complete') {
          refreshed += 1;
          answers.moved();
          tell();
        }
      },
    },
  ).finally(() => {
    clearInterval(timer);
    answers.end();
  });
  if (code !== 0 && code !== 2) {
    await own.keep();
  }
  if (terraform.interrupts.interrupted) {
    throw await interruptedPlan(options);
  }
  if (answers.stop.aborted) {
    throw new Failure(
      [
        `terraform plan: stopped, because it could only wait: ${String(answers.stop.reason)}. Nothing was changed.`,
        ...(options.lock === false ? [] : (await lookAtLock(options)).lines),
        'Fix: run the command again when somebody answers there.',
      ].join('\n'),
    );
  }
  // 2 is "there are changes"; what they are is read from the plan, not from the code.
  if (signal !== undefined) {
    throw new Failure(
      [
        `${killedBy('terraform plan', signal)} Nothing was changed.`,
        ...(await lookAtLock(options)).lines,
        'Fix: run the command again.',
      ].join('\n'),
    );
  }
  if (code !== 0 && code !== 2) {
    throw failureOf('terraform plan', diagnostics, noise, options);
  }
  showWarnings(options, diagnostics);
}

/** A plan changes nothing, but one that was forced to end may leave its lock. */
async function interruptedPlan(options: PlanOptions): Promise<Failure> {
  const { good, lines } =
    options.lock === false ? { good: true, lines: [] } : await lookAtLock(options);
  return new Failure(
    ['Interrupted. Nothing was changed.', ...(good ? [] : lines)].join('\n'),
    exitCodes.interrupted,
  );
}

function parseJson(text: Buffer): unknown {
  try {
    // Not JSON.parse, which rounds large numbers: a change of their last digits would not be seen.
    return parsePlanText(text);
  } catch (error) {
    throw new Failure(
      `terraform show: wrote no plan; got ${text.length} bytes. ${messageOf(error)} If planning again does not help, check the terraform binary.`,
    );
  }
}
