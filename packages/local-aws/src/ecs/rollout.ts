import type { DeploymentConfiguration } from './service';

/** The tasks of a service that are wanted (desired status RUNNING), counted. */
export interface RolloutCounts {
  readonly desired: number;
  /** Of the primary deployment. */
  readonly newRunning: number;
  readonly newPending: number;
  /** Of every older deployment. */
  readonly oldRunning: number;
  readonly oldPending: number;
}

/** What to do next. A later look continues from the new counts. */
export interface RolloutStep {
  readonly start: number;
  readonly stopNew: number;
  readonly stopOld: number;
  /** Every wanted task runs and nothing else does. */
  readonly steady: boolean;
}

/** ECS rounds the lower limit up and the upper limit down. */
export function taskLimits(
  desired: number,
  {
    minimumHealthyPercent,
    maximumPercent,
  }: Pick<DeploymentConfiguration, 'minimumHealthyPercent' | 'maximumPercent'>,
): { readonly minimum: number; readonly maximum: number } {
  return {
    minimum: Math.ceil((desired * minimumHealthyPercent) / 100),
    maximum: Math.floor((desired * maximumPercent) / 100),
  };
}

/**
 * One step of a rolling update: start what the upper limit allows; stop old tasks as new ones take their place, and
 * earlier, down to the lower limit, when there is no room to start (`blocked`, or the upper limit is reached).
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function nextStep(
  counts: RolloutCounts,
  configuration: Pick<DeploymentConfiguration, 'minimumHealthyPercent' | 'maximumPercent'>,
  { blocked = false }: { readonly blocked?: boolean } = {},
): RolloutStep {
  const { desired, newRunning, newPending, oldRunning, oldPending } = counts;
  const { minimum, maximum } = taskLimits(desired, configuration);
  const fresh = newRunning + newPending;
  const old = oldRunning + oldPending;
  const missing = Math.max(0, desired - fresh);
  // Without old tasks there is no rollout to limit: a replacement must start even at 100 % maximum.
  const room = old === 0 ? missing : Math.max(0, maximum - fresh - old);
  const start = Math.min(missing, room);
  const replaced = Math.max(0, newRunning + old - desired);
  const noRoom = missing > 0 && (blocked || start === 0);
  const spare = Math.max(0, newRunning + oldRunning - minimum) + oldPending;
  const stopOld =
    desired === 0 ? old : Math.min(old, noRoom ? Math.max(spare, 0) : Math.min(replaced, spare));
  return {
    start,
    stopNew: Math.max(0, fresh - desired),
    stopOld,
    steady: fresh === desired && newPending === 0 && old === 0,
  };
}
