import { basename } from 'node:path';
import { exitCodes, Failure } from '../failure';
import { createApplyView, operationCount } from './apply-view';
import { diagnosticOf, parseUiMessage, type Diagnostic } from './diagnostics';
import { failureOf, showWarnings, type PlanOptions, type SavedPlan } from './plan';
import { streamTerraform } from './terraform';

/**
 * Applies exactly a saved plan, line by line.
 *
 * Throws a `Failure` that says what is done and what is not; terraform has then saved the state of what is done.
 */
export async function applyPlan(options: PlanOptions, plan: SavedPlan): Promise<void> {
  const { terraform, stack, progress, color } = options;
  const view = createApplyView({
    total: operationCount(plan.review.counts),
    color,
    constructPaths: stack.constructPaths,
  });
  const diagnostics: Diagnostic[] = [];
  const noise: string[] = [];
  const title = options.destroy === true ? 'Destroying' : 'Applying the plan';
  const count = (): string => `${view.done} of ${view.total} done`;
  await progress.step(title, async (report) => {
    const timer = setInterval(() => report(`[${view.done}/${view.total}] ${view.running()}`), 1000);
    let code: number;
    try {
      code = await streamTerraform(
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
    if (terraform.interrupts.interrupted && code !== 0) {
      throw new Failure(
        `Interrupted: ${count()}. Terraform stopped cleanly: what is done is in the state and the lock is released. ` +
          'Fix: run the same command again; it goes on from here.',
        exitCodes.interrupted,
      );
    }
    if (code !== 0) {
      throw explain(options, view, diagnostics, noise);
    }
  });
  showWarnings(options, diagnostics);
}

function explain(
  options: PlanOptions,
  view: { readonly done: number; readonly total: number },
  diagnostics: readonly Diagnostic[],
  noise: readonly string[],
): Error {
  if (diagnostics.some(({ summary }) => /Saved plan is stale/i.test(summary))) {
    return new Failure(
      'terraform apply: the state changed since the plan was made; nothing was applied. Fix: run the command again.',
    );
  }
  const error = failureOf('terraform apply', diagnostics, noise, options);
  return new Failure(
    view.done === 0
      ? error.message
      : `${error.message}\n${view.done} of ${view.total} done; what is done is in the state. Fix the cause and run the command again: it goes on from here.`,
  );
}
