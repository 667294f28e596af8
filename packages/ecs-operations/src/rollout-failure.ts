import type { ServiceStatus, TaskStatus } from './ecs-status';
import { printable } from './terminal';
import { plural, shortName, stopReason } from './wording';

/** What is known when a rollout did not succeed. */
export interface FailedRollout {
  readonly service: string;
  readonly taskDefinitionArn: string;
  /** Reads on after "the rollout did not succeed: ". */
  readonly reason: string;
  readonly observed?: ServiceStatus;
  readonly stoppedTasks: readonly TaskStatus[];
}

const SHOWN_EVENTS = 6;
const SHOWN_REASONS = 4;

/** The error of a failed rollout: the reason, ECS's last events, why tasks stopped (equal reasons once), what to do. */
export function rolloutFailure(rollout: FailedRollout): Error {
  const { service, taskDefinitionArn, reason, observed, stoppedTasks } = rollout;
  const events = (observed?.events ?? [])
    .slice(0, SHOWN_EVENTS)
    .map((event) => `  - ${printable(event.message)}`);
  const reasons = stopReasons(stoppedTasks, taskDefinitionArn);
  return new Error(
    [
      `Service ${service} does not run ${shortName(taskDefinitionArn)}: ${printable(reason)}.`,
      ...(events.length === 0 ? [] : ['Last service events:', ...events]),
      ...(reasons.length === 0
        ? ['No stopped task is on record.']
        : ['Stopped tasks:', ...reasons]),
      'Fix: correct the cause and deploy again; what ran before keeps running where ECS could keep it.',
    ].join('\n'),
  );
}

/** Tasks of the wanted revision only: those of older ones stop in every rollout, on purpose. */
function stopReasons(tasks: readonly TaskStatus[], taskDefinitionArn: string): string[] {
  const counts = new Map<string, { count: number; example: string }>();
  for (const task of tasks) {
    if (shortName(task.taskDefinitionArn) !== shortName(taskDefinitionArn)) {
      continue;
    }
    const reason = printable(stopReason(task));
    const seen = counts.get(reason);
    counts.set(reason, { count: (seen?.count ?? 0) + 1, example: seen?.example ?? task.taskArn });
  }
  const lines = [...counts].map(([reason, { count, example }]) =>
    count === 1
      ? `  - ${shortName(example)}: ${reason}`
      : `  - ${plural(count, 'task')}, ${shortName(example)} the latest: ${reason}`,
  );
  const hidden = lines.length - SHOWN_REASONS;
  return hidden > 0
    ? [...lines.slice(0, SHOWN_REASONS), `  - and ${plural(hidden, 'other reason')}`]
    : lines;
}
