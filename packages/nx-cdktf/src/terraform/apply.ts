import { basename } from 'node:path';
import { isFull } from '../disk';
import { exitCodes, Failure } from '../failure';
import { lookAfterApply } from './after-apply';
import { createApplyView, operationCount, type ApplyView } from './apply-view';
import {
  diagnosticOf,
  parseUiMessage,
  stateLockOf,
  type Diagnostic,
  type UiMessage,
} from './diagnostics';
import { resourceEvent } from './resource-event';
import { failureOf, showWarnings, type PlanOptions, type SavedPlan } from './plan';
import { killedBy, streamTerraform, type TerraformEnd } from './terraform';
import { whenUnlocked } from './wait-for-lock';

/** An apply that did not come to its end, with the addresses of the resources that failed. */
export class ApplyFailure extends Failure {
  readonly failed: readonly string[];

  constructor(
    message: string,
    { exitCode, failed }: { readonly exitCode: number; readonly failed: readonly string[] },
  ) {
    super(message, exitCode);
    this.failed = failed;
  }

  /** Whether somebody ended it; then nothing failed that could be explained. */
  get interrupted(): boolean {
    return this.exitCode === exitCodes.interrupted;
  }
}

/** What somebody who watches an apply gets, and may do. */
export interface ApplyWatch {
  onMessage(message: UiMessage): void;
  /** What is waited for, beyond Terraform's own words. */
  waitsFor(): string;
  /** Aborted with a reason: Terraform is asked to end. */
  readonly stop: AbortSignal;
}

/**
 * Applies exactly a saved plan, line by line.
 *
 * Throws a `Failure` that says what is done and what is not, and what was found of the state and its lock.
 */
export async function applyPlan(
  options: PlanOptions,
  plan: SavedPlan,
  watch?: ApplyWatch,
): Promise<void> {
  await whenUnlocked(options, () => applyOnce(options, plan, watch));
}

async function applyOnce(options: PlanOptions, plan: SavedPlan, watch?: ApplyWatch): Promise<void> {
  const { terraform, stack, progress, color } = options;
  const view = createApplyView({
    total: operationCount(plan.review.counts),
    color,
    constructPaths: stack.constructPaths,
  });
  const diagnostics: Diagnostic[] = [];
  const noise: string[] = [];
  let summed = false;
  const title = options.destroy === true ? 'Destroying' : 'Applying the plan';
  await progress.step(title, async (report) => {
    const tell = (): void => report(standing(view, watch));
    const timer = setInterval(tell, 1000);
    let end: TerraformEnd;
    try {
      end = await streamTerraform(
        terraform,
        ['apply', '-json', '-input=false', '-lock-timeout=5s', basename(plan.file)],
        {
          stop: watch?.stop,
          describe: () => (view.running() === '' ? '' : `Running: ${view.running()}.`),
          onLine(line) {
            const message = parseUiMessage(line);
            if (message === undefined) {
              noise.push(line);
              return;
            }
            summed ||= message.type === 'change_summary';
            const diagnostic = diagnosticOf(message);
            if (diagnostic !== undefined) {
              diagnostics.push(diagnostic);
            }
            watch?.onMessage(message);
            const text = view.accept(message);
            const event = resourceEvent(message);
            if (progress.event !== undefined && event !== undefined) {
              progress.event({ ...event, type: 'resource', resourceType: event.type });
            } else if (text !== undefined) {
              progress.info(text);
            }
            tell();
          },
        },
      );
    } finally {
      clearInterval(timer);
    }
    if (end.code !== 0) {
      const stopped = watch?.stop.aborted === true ? String(watch.stop.reason) : undefined;
      throw await explain(options, { view, end, diagnostics, noise, summed, stopped });
    }
  });
  showWarnings(options, diagnostics);
}

/** An apply that ended, as it was seen. */
interface ApplyRun {
  readonly view: ApplyView;
  readonly end: TerraformEnd;
  readonly diagnostics: readonly Diagnostic[];
  readonly noise: readonly string[];
  /** Terraform's own summary at the end was seen. */
  readonly summed: boolean;
  /** Why it was asked to end. @default - nobody asked it */
  readonly stopped?: string;
}

/** Where an apply stands, and what it waits for. */
function standing(view: ApplyView, watch: ApplyWatch | undefined): string {
  const waits = [view.running(), watch?.waitsFor() ?? ''].filter((text) => text !== '');
  const idle =
    view.done === 0 ? 'Terraform starts its providers' : 'nothing runs in Terraform at this moment';
  const what = waits.length === 0 ? idle : waits.join('; ');
  return `[${view.done}/${view.total}] ${what}`;
}

/** Says how it ended and what was done; of state and lock only what a look has shown. */
async function explain(options: PlanOptions, run: ApplyRun): Promise<Error> {
  const { terraform, progress } = options;
  const { view, end, diagnostics } = run;
  const told = run.summed || diagnostics.some(({ severity }) => severity === 'error');
  const whole = told && run.noise.every((line) => !line.startsWith('{'));
  if (diagnostics.some(({ summary }) => /Saved plan is stale/i.test(summary))) {
    return new Failure(
      'terraform apply: the state changed since the plan was made; nothing was applied. Fix: plan again, and read the ' +
        'new plan.',
      exitCodes.stalePlan,
    );
  }
  if (view.done === 0 && !terraform.interrupts.interrupted && stateLockOf(diagnostics)) {
    return failureOf('terraform apply', diagnostics, run.noise, options);
  }
  const found = await progress.step('Looking at the state and its lock', () =>
    lookAfterApply(options, view.completed),
  );
  const { interrupted } = terraform.interrupts;
  const running = view.running();
  const lines = [
    ...(interrupted
      ? [
          `Interrupted: terraform apply ${end.signal === undefined ? 'stopped' : `was ended by ${end.signal}`}.`,
        ]
      : [failureText(options, run)]),
    `${view.done} of ${view.total} done.`,
    ...(whole || end.signal !== undefined || interrupted
      ? []
      : [
          `Terraform’s report was cut off${isFull(terraform.directory) ? ', for there was no space left on device' : ''}: more may be done than that.`,
        ]),
    // Its end was never reported: it may exist, and the state does not know of it.
    ...(running === ''
      ? []
      : [
          `It had begun and not reported an end: ${running}. Look whether it exists before you go on.`,
        ]),
    ...found.lines,
    ...(found.goesOn && running === '' && (whole || interrupted)
      ? [
          `${interrupted ? 'Fix: run' : 'Fix the cause and run'} the same command again; it goes on from here.`,
        ]
      : []),
  ];
  return new ApplyFailure(lines.join('\n'), {
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.error,
    failed: [
      ...view.failedAddresses,
      ...run.diagnostics.flatMap(({ severity, address }) =>
        severity === 'error' && address !== undefined ? [address] : [],
      ),
    ],
  });
}

function failureText(options: PlanOptions, { end, diagnostics, noise, stopped }: ApplyRun): string {
  const { signal } = end;
  if (stopped !== undefined && signal === undefined) {
    // What Terraform says then is that somebody stopped it.
    return `Stopped, because it could only wait: ${stopped}`;
  }
  const told = diagnostics.some(({ severity }) => severity === 'error');
  const text = failureOf('terraform apply', diagnostics, noise, options).message;
  if (signal === undefined) {
    return text;
  }
  return [killedBy('terraform apply', signal), ...(told ? [text] : [])].join('\n');
}
