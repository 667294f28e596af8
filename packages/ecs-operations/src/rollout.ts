import type { DeploymentStatus, ServiceStatus, TaskStatus } from './ecs-status';
import { plural, shortName } from './wording';

/** The service and its tasks (those that should run) at one moment. */
export interface RolloutObservation {
  readonly service: ServiceStatus;
  readonly tasks: readonly TaskStatus[];
  /** Whether the wanted revision has a health check on an essential container; undefined when nobody could tell. */
  readonly healthCheck?: TaskStatus['healthCheck'];
  readonly at: Date;
}

/** What must be remembered between two observations; starts empty. */
export interface RolloutMemory {
  /** The wanted revision was PRIMARY before: when it no longer is, ECS rolled back or somebody deployed. */
  readonly wasPrimary?: boolean;
  /** Since when another revision has been PRIMARY. */
  readonly otherSince?: Date;
  /** Since when exactly these tasks have been running as wanted. */
  readonly steady?: { readonly since: Date; readonly tasks: string };
}

/** Which rollout is meant, and when it is given up. */
export interface RolloutAim {
  readonly taskDefinitionArn: string;
  /**
   * The deployment, `ecs-svc/...`: a new one of the revision that runs already is told from the old one by it.
   * @default - any of the revision
   */
  readonly deploymentId?: string;
  /** Tasks that may fail before it counts as failed. @default - ECS alone decides */
  readonly failAfterTasks?: number;
}

/** Where a rollout stands. */
export type RolloutVerdict =
  | { readonly state: 'done'; readonly deployment: DeploymentStatus }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'waiting'; readonly detail: string };

/** A deployment just asked for may not show at once; longer than this means that it is not coming. */
const GRACE_SECONDS = 30;
/** Tasks that run this long are taken as a finished rollout where ECS does not say COMPLETED. */
const STEADY_SECONDS = 10;

/**
 * Judges one observation of a rolling update. Done only when the wanted revision is PRIMARY, its rollout completed, the
 * tasks that run are its own (after a rollback a service is "stable" too, with the old revision), and they are healthy
 * where something checks that.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function judgeRollout(
  observation: RolloutObservation,
  wantedRollout: string | RolloutAim,
  memory: RolloutMemory,
): { readonly verdict: RolloutVerdict; readonly memory: RolloutMemory } {
  const { service } = observation;
  const aim: RolloutAim =
    typeof wantedRollout === 'string' ? { taskDefinitionArn: wantedRollout } : wantedRollout;
  const { taskDefinitionArn, deploymentId, failAfterTasks } = aim;
  const wanted = service.deployments.find((item) =>
    deploymentId === undefined ? isOf(item, taskDefinitionArn) : item.id === deploymentId,
  );
  if (service.status !== 'ACTIVE') {
    return { verdict: failed(`the service is ${service.status}, it is being deleted`), memory };
  }
  if (wanted?.rolloutState === 'FAILED') {
    const reason = (wanted.rolloutStateReason ?? 'ECS gives no reason').replace(/\.$/, '');
    return { verdict: failed(`the rollout FAILED: ${reason}${rollbackNote(service)}`), memory };
  }
  if (wanted !== undefined && wanted.failedTasks >= (failAfterTasks ?? Infinity)) {
    return { verdict: failed(`${plural(wanted.failedTasks, 'task')} of it failed`), memory };
  }
  return wanted?.status === 'PRIMARY'
    ? judgePrimary(observation, wanted, deploymentId, memory)
    : judgeOther(observation, aim, memory);
}

function judgePrimary(
  { service, tasks, healthCheck, at }: RolloutObservation,
  wanted: DeploymentStatus,
  deploymentId: string | undefined,
  before: RolloutMemory,
): { readonly verdict: RolloutVerdict; readonly memory: RolloutMemory } {
  const running = tasks.filter((task) => task.lastStatus === 'RUNNING');
  const own = running.filter((task) =>
    deploymentId === undefined
      ? isOf(task, wanted.taskDefinitionArn)
      : task.startedBy === deploymentId,
  );
  const unfit = own.filter((task) => !isFit(task, healthCheck));
  const asWanted =
    own.length >= service.desiredCount && own.length === running.length && unfit.length === 0;
  const alone = service.deployments.filter((item) => item.status !== 'INACTIVE').length === 1;
  const counted = asWanted && alone && service.runningCount === service.desiredCount;
  const ids = own.map((task) => task.taskArn).join(' ');
  const steady = counted
    ? before.steady?.tasks === ids
      ? before.steady
      : { since: at, tasks: ids }
    : undefined;
  const memory: RolloutMemory = { wasPrimary: true, steady };
  const completed = wanted.rolloutState === 'COMPLETED' && asWanted;
  // Only ECS may say "done" of tasks of which nobody here knows whether something checks them.
  const known = healthCheck !== undefined;
  const unstated = wanted.rolloutState === undefined && counted && known;
  const longSteady =
    steady !== undefined && known && secondsSince(steady.since, at) >= STEADY_SECONDS;
  if (completed || unstated || longSteady) {
    return { verdict: { state: 'done', deployment: wanted }, memory };
  }
  const others = running.length - own.length;
  const detail = [
    `${own.length} of ${plural(service.desiredCount, 'task')} of ${shortName(wanted.taskDefinitionArn)} running`,
    ...(unfit.length > 0 ? [`${unfit.length} of them not HEALTHY (${states(unfit)})`] : []),
    ...(wanted.pendingCount > 0 ? [`${wanted.pendingCount} pending`] : []),
    ...(wanted.failedTasks > 0 ? [`${wanted.failedTasks} failed`] : []),
    ...(others > 0
      ? [
          `${others} ${deploymentId === undefined ? 'of other revisions' : 'older ones'} still running`,
        ]
      : []),
    ...(wanted.rolloutState === undefined ? [] : [`rollout ${wanted.rolloutState}`]),
  ].join(', ');
  return { verdict: { state: 'waiting', detail }, memory };
}

function judgeOther(
  { service, at }: RolloutObservation,
  { taskDefinitionArn, deploymentId }: RolloutAim,
  before: RolloutMemory,
): { readonly verdict: RolloutVerdict; readonly memory: RolloutMemory } {
  const [primary] = service.deployments;
  const name = shortName(taskDefinitionArn);
  const now = primary === undefined ? 'nothing' : shortName(primary.taskDefinitionArn);
  const note = rollbackNote(service);
  const rolledBack = `it failed${failureNote(service, deploymentId)}${note}`;
  const memory: RolloutMemory = {
    ...before,
    steady: undefined,
    otherSince: before.otherSince ?? at,
  };
  if (before.wasPrimary === true) {
    const reason = note === '' ? `another deployment replaced it with ${now}` : rolledBack;
    return { verdict: failed(reason), memory };
  }
  // Seen twice: the first look may still show the service as it was before this deployment.
  if (note !== '' && before.otherSince !== undefined) {
    return { verdict: failed(rolledBack), memory };
  }
  if (secondsSince(memory.otherSince ?? at, at) >= GRACE_SECONDS) {
    return {
      verdict: failed(
        `the service deploys ${now}, not ${name}; it was rolled back before, or another deployment came in between`,
      ),
      memory,
    };
  }
  return { verdict: { state: 'waiting', detail: `waiting for ${name}; now ${now}` }, memory };
}

/** Says to what ECS rolled back, when an event says that the PRIMARY deployment is a rollback. */
function rollbackNote({ deployments, events }: ServiceStatus): string {
  const primary = deployments.find((item) => item.status === 'PRIMARY');
  const targets = events.map(
    ({ message }) => /rolling back to deployment (\S+?)\.?(?:\s|$)/.exec(message)?.[1],
  );
  return primary !== undefined && targets.includes(primary.id)
    ? `; ECS rolled back to ${shortName(primary.taskDefinitionArn)}`
    : '';
}

/** Why ECS gave a deployment up, as its events tell; a rollback may be over before anybody sees it FAILED. */
function failureNote({ events }: ServiceStatus, deploymentId: string | undefined): string {
  const said = events.map(({ message }) =>
    /\(deployment (\S+)\) deployment failed: (.+?)\.?$/.exec(message),
  );
  const [, , why] = said.find((match) => match?.[1] === deploymentId) ?? [];
  return why === undefined ? '' : `: ${why}`;
}

/** A task that something checks must be HEALTHY; of any other it is enough that nobody calls it UNHEALTHY. */
function isFit({ healthStatus }: TaskStatus, healthCheck: TaskStatus['healthCheck']): boolean {
  return healthCheck === 'DEFINED' ? healthStatus === 'HEALTHY' : healthStatus !== 'UNHEALTHY';
}

function states(tasks: readonly TaskStatus[]): string {
  return [...new Set(tasks.map(({ healthStatus = 'UNKNOWN' }) => healthStatus))].sort().join(', ');
}

function failed(reason: string): RolloutVerdict {
  return { state: 'failed', reason };
}

function isOf(item: { readonly taskDefinitionArn: string }, taskDefinitionArn: string): boolean {
  return shortName(item.taskDefinitionArn) === shortName(taskDefinitionArn);
}

function secondsSince(earlier: Date, later: Date): number {
  return (Number(later) - Number(earlier)) / 1000;
}
