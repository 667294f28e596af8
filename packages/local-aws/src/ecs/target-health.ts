import type { Service } from './service';
import type { FailedTarget, Task } from './task';

/** How long a service looks away after a task began. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export function graceMsOf({ given }: Pick<Service, 'given'>): number {
  return Number(given['healthCheckGracePeriodSeconds'] ?? 0) * 1000;
}

/** The target for which a service ends a task: one that is unhealthy when the grace period is over. */
export function failedTarget(
  { targets = [], startedAt, lastStatus }: Task,
  graceMs: number,
  now: number = Date.now(),
): FailedTarget | undefined {
  if (lastStatus !== 'RUNNING' || now - (startedAt ?? now) < graceMs) {
    return undefined;
  }
  const target = targets.find(({ health }) => health.state === 'unhealthy');
  return target === undefined
    ? undefined
    : { target, why: target.health.description ?? 'Health checks failed' };
}
