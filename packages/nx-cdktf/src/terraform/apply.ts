import { basename } from 'node:path';
import { isFull } from '../disk';
import { exitCodes, Failure } from '../failure';
import { lookAfterApply, type AfterApply } from './after-apply';
import { watchAnswers, type AnswerWatch } from './answers';
import { createApplyView, operationCount, type ApplyView } from './apply-view';
import {
  diagnosticOf,
  parseUiMessage,
  stateLockOf,
  type Diagnostic,
  type UiMessage,
} from './diagnostics';
import { watchOwnLock } from './own-lock';
import { resourceEvent } from './resource-event';
import type { Progress } from '../progress';
import { failureOf, showWarnings, type PlanOptions, type SavedPlan } from './plan';
import { killedBy, streamTerraform, type TerraformEnd } from './terraform';
import { whenUnlocked } from './wait-for-lock';

/** An apply that did not come to its end, with the addresses of the resources that failed. */
export class ApplyFailure extends Failure {
  readonly failed: readonly string[];
  /** It was ended because nobody answered: there is nobody who could be asked why. */
  readonly unanswered: boolean;

  constructor(
    message: string,
    options: {
      readonly exitCode: number;
      readonly failed: readonly string[];
      readonly unanswered?: boolean;
    },
  ) {
    super(message, options.exitCode);
    this.failed = options.failed;
    this.unanswered = options.unanswered ?? false;
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
    width: process.stdout.columns || 100,
    constructPaths: stack.constructPaths,
  });
  const diagnostics: Diagnostic[] = [];
  const noise: string[] = [];
  let summed = false;
  const title = options.destroy === true ? 'Destroying' : 'Applying the plan';
  await progress.step(title, async (report) => {
    const answers = watchAnswers(options.store, terraform.limits);
    const own = watchOwnLock({
      store: options.store,
      directory: terraform.directory,
      operation: 'apply',
    });
    const tell = (): void => report(standing(view, watch, answers));
    const timer = setInterval(tell, 1000);
    let end: TerraformEnd;
    try {
      end = await streamTerraform(
        terraform,
        ['apply', '-json', '-input=false', '-lock-timeout=5s', basename(plan.file)],
        {
          stop: [answers.stop, ...(watch === undefined ? [] : [watch.stop])],
          force: [answers.force],
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
            if (event !== undefined) {
              own.onResource(event);
            }
            if (event?.kind === 'done') {
              answers.moved();
            }
            if (progress.event !== undefined && event !== undefined) {
              progress.event({ ...event, type: 'resource', resourceType: event.type });
            } else if (text !== undefined) {
              progress.info(text);
            } else if (event?.kind === 'done') {
              sayFinished(progress, view);
            }
            tell();
          },
        },
      );
    } finally {
      clearInterval(timer);
      answers.end();
    }
    if (end.code !== 0) {
      await own.keep();
      const reasons = [answers.stop, watch?.stop].filter((signal) => signal?.aborted === true);
      const stopped = reasons[0] === undefined ? undefined : String(reasons[0].reason);
      throw await explain(options, {
        ...{ view, end, diagnostics, noise, summed, stopped },
        unanswered: answers.stop.aborted,
        forced: answers.force.aborted,
      });
    }
  });
  showWarnings(options, diagnostics);
}

/** What is done may wait for more of it: whoever reads along sees the count of the running step. */
function sayFinished({ soon, info }: Pick<Progress, 'soon' | 'info'>, view: ApplyView): void {
  if (soon !== undefined) {
    soon(() => view.finished());
    return;
  }
  const finished = view.finished();
  if (finished !== undefined) {
    info(finished);
  }
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
  /** Nobody answered any more. */
  readonly unanswered: boolean;
  /** It did not end when it was asked to. */
  readonly forced: boolean;
}

/** Where an apply stands, and what it waits for. */
function standing(view: ApplyView, watch: ApplyWatch | undefined, answers: AnswerWatch): string {
  const waits = [view.running(), watch?.waitsFor() ?? '', answers.words()].filter(
    (text) => text !== '',
  );
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
  // With its time until now, not until the look is through.
  const running = view.running();
  const found = await progress.step('Looking at the state and its lock', () =>
    lookAfterApply(options, view),
  );
  const { interrupted } = terraform.interrupts;
  const lines = [
    ...(interrupted
      ? [
          `Interrupted: terraform apply ${end.signal === undefined ? 'stopped' : `was ended by ${end.signal}`}.`,
        ]
      : [failureText(options, { ...run, diagnostics: besides(diagnostics, found) })]),
    `${view.done} of ${view.total} done.`,
    ...(whole || end.signal !== undefined || interrupted
      ? []
      : [
          `Terraform’s report was cut off${isFull(terraform.directory) ? ', for there was no space left on device' : ''}: more may be done than that.`,
        ]),
    // Its end was never reported: it may exist, and the state does not know of it.
    ...(running === '' || found.lost
      ? []
      : [
          `It had begun and not reported an end: ${running}. Look whether it exists before you go on.`,
        ]),
    ...found.lines,
    ...(run.unanswered && !found.goesOn && !found.saysFix
      ? [
          'Fix: run the same command again when somebody answers there. It releases the lock that is left where the state knows ' +
            'of all that was made, and says what to do where it does not.',
        ]
      : []),
    ...(found.goesOn && running === '' && (whole || interrupted)
      ? [
          `${interrupted ? 'Fix: run' : 'Fix the cause and run'} the same command again; it goes on from here.`,
        ]
      : []),
  ];
  return new ApplyFailure(lines.join('\n'), {
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.error,
    unanswered: run.unanswered,
    failed: [
      ...view.failedAddresses,
      ...run.diagnostics.flatMap(({ severity, address }) =>
        severity === 'error' && address !== undefined ? [address] : [],
      ),
    ],
  });
}

/** What Terraform says of its state and lock is said here as it was found, with the commands that work on this stage. */
function besides(diagnostics: readonly Diagnostic[], found: AfterApply): readonly Diagnostic[] {
  const said = found.lost
    ? /^(Failed to (save|persist) state|failed checking for existing remote state|Error releasing the state lock)/i
    : /^Failed to persist state/i;
  return diagnostics
    .filter(({ summary }) => !said.test(summary))
    .map((one) =>
      /^Error releasing the state lock/i.test(one.summary)
        ? { ...one, detail: one.detail.split('\n\n')[0] ?? '' }
        : one,
    );
}

function failureText(
  options: PlanOptions,
  { end, diagnostics, noise, stopped, forced }: ApplyRun,
): string {
  const { signal } = end;
  if (stopped !== undefined && (signal === undefined || forced)) {
    // What Terraform says then is that somebody stopped it.
    const how = forced ? '. It did not end when it was asked to, and was forced to' : '';
    return `Stopped, because it could only wait: ${stopped}${how}`;
  }
  const told = diagnostics.some(({ severity }) => severity === 'error');
  const text = failureOf('terraform apply', diagnostics, noise, options).message;
  if (signal === undefined) {
    return text;
  }
  return [killedBy('terraform apply', signal), ...(told ? [text] : [])].join('\n');
}
