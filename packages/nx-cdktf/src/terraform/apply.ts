import { basename } from 'node:path';
import { isFull } from '../disk';
import { exitCodes, Failure } from '../failure';
import { lookAfterApply } from './after-apply';
import { createApplyView, operationCount, type ApplyView } from './apply-view';
import { diagnosticOf, parseUiMessage, stateLockOf, type Diagnostic } from './diagnostics';
import { failureOf, showWarnings, type PlanOptions, type SavedPlan } from './plan';
import { killedBy, streamTerraform, type TerraformEnd } from './terraform';
import { whenUnlocked } from './wait-for-lock';

/** An apply that did not come to its end, with the addresses of the resources that failed. */
export class ApplyFailure extends Failure {
  constructor(
    message: string,
    exitCode: number,
    readonly failed: readonly string[],
  ) {
    super(message, exitCode);
  }
}

/**
 * Applies exactly a saved plan, line by line.
 *
 * Throws a `Failure` that says what is done and what is not, and what was found of the state and its lock.
 */
export async function applyPlan(options: PlanOptions, plan: SavedPlan): Promise<void> {
  await whenUnlocked(options, () => applyOnce(options, plan));
}

async function applyOnce(options: PlanOptions, plan: SavedPlan): Promise<void> {
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
    const timer = setInterval(() => report(`[${view.done}/${view.total}] ${view.running()}`), 1000);
    let end: TerraformEnd;
    try {
      end = await streamTerraform(
        terraform,
        ['apply', '-json', '-input=false', '-lock-timeout=5s', basename(plan.file)],
        {
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
            const text = view.accept(message);
            if (text !== undefined) {
              progress.info(text);
            }
            report(`[${view.done}/${view.total}] ${view.running()}`);
          },
        },
      );
    } finally {
      clearInterval(timer);
    }
    if (end.code !== 0) {
      throw await explain(options, { view, end, diagnostics, noise, summed });
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
  return new ApplyFailure(lines.join('\n'), interrupted ? exitCodes.interrupted : exitCodes.error, [
    ...view.failedAddresses,
    ...run.diagnostics.flatMap(({ severity, address }) =>
      severity === 'error' && address !== undefined ? [address] : [],
    ),
  ]);
}

function failureText(options: PlanOptions, { end, diagnostics, noise }: ApplyRun): string {
  const { signal } = end;
  const told = diagnostics.some(({ severity }) => severity === 'error');
  const text = failureOf('terraform apply', diagnostics, noise, options).message;
  if (signal === undefined) {
    return text;
  }
  return [killedBy('terraform apply', signal), ...(told ? [text] : [])].join('\n');
}
