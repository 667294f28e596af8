import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './failure';
import type { DeploymentHooks, ResourceEvent, StageContext, WatchVerdict } from './hooks';
import { ApplyFailure, applyPlan } from './terraform/apply';
import { resourceEvent } from './terraform/resource-event';
import type { PlanOptions, SavedPlan } from './terraform/plan';

/** How long a hook may look at what is there before it is changed. */
const READY_MILLISECONDS = 10_000;

/** Applies a plan while the hook `watchApply` looks at what it does; what the hook finds decides the exit code of a failure. */
export async function applyWatched(
  stage: { readonly hooks: DeploymentHooks; readonly context: StageContext },
  options: PlanOptions,
  plan: SavedPlan,
): Promise<void> {
  const { hooks, context } = stage;
  if (hooks.watchApply === undefined || options.destroy === true) {
    return applyPlan(options, plan);
  }
  const [ended, stop] = [new AbortController(), new AbortController()];
  const listeners: ((event: ResourceEvent) => void)[] = [];
  let waitsFor = '';
  let begin = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const watching = hooks
    .watchApply(context, {
      planned: plan.resources,
      ready: begin,
      ended: ended.signal,
      onResource: (listener) => listeners.push(listener),
      waitsFor: (text) => {
        waitsFor = text;
      },
      stop: (reason) => stop.abort(reason),
    })
    .catch((error: unknown): WatchVerdict | undefined => {
      // Whoever watches must not hide how the apply itself ends.
      context.progress.warn(`What the apply does could not be watched: ${messageOf(error)}`);
      return undefined;
    });
  const end = (): Promise<WatchVerdict | undefined> => {
    ended.abort();
    return watching;
  };
  await Promise.race([ready, watching, delay(READY_MILLISECONDS, undefined, { ref: false })]);
  try {
    await applyPlan(options, plan, {
      stop: stop.signal,
      waitsFor: () => waitsFor,
      onMessage(message) {
        const event = resourceEvent(message);
        if (event !== undefined) {
          listeners.forEach((listener) => listener(event));
        }
      },
    });
  } catch (error) {
    throw withVerdict(error, await end());
  }
  await end();
}

function withVerdict(error: unknown, verdict: WatchVerdict | undefined): unknown {
  if (verdict === undefined || !(error instanceof ApplyFailure) || error.interrupted) {
    return error;
  }
  // Where it was stopped for that reason, it stands there already.
  const more = verdict.problem.split('\n').filter((line) => !error.message.includes(line));
  return new ApplyFailure([error.message, ...more].join('\n'), {
    exitCode: verdict.exitCode,
    failed: [...new Set([...error.failed, ...verdict.failed])],
  });
}
