import type { Task, TaskContainer } from './task';

/** As DescribeTasks has it. */
export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/**
 * The health of a task: the worst of its essential containers with a check. UNKNOWN without one, and until every check has
 * come to a result.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export function taskHealth({ containers }: Pick<Task, 'containers'>): HealthStatus {
  const states = containers.filter(isChecked).map(({ healthStatus = 'UNKNOWN' }) => healthStatus);
  if (states.includes('UNHEALTHY')) {
    return 'UNHEALTHY';
  }
  return states.length === 0 || states.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY';
}

/**
 * Whether a service may rely on a task: behind a load balancer when its targets are healthy, with a health check when it is
 * HEALTHY, without either when it has run for a while.
 * Until then the task holds the place of one that serves and replaces none.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function serves(task: Task, settleMs: number, now: number = Date.now()): boolean {
  if (task.lastStatus !== 'RUNNING') {
    return false;
  }
  if (task.balanced !== undefined) {
    const { targets = [] } = task;
    const isReachable =
      targets.length > 0 && targets.every(({ health }) => health.state === 'healthy');
    return isReachable && (!task.containers.some(isChecked) || taskHealth(task) === 'HEALTHY');
  }
  return task.containers.some(isChecked)
    ? taskHealth(task) === 'HEALTHY'
    : now - (task.startedAt ?? now) >= settleMs;
}

/**
 * Whether it failed to start, ended, was killed (for its memory, for example) or was not healthy: nobody asked for its end.
 * Known as soon as it is stopping, so that nothing takes its place before it counts; why it could not start is known when
 * it has stopped.
 */
export function hasFailed({ lastStatus, stopCode, failedHealthChecks }: Task): boolean {
  const ended = stopCode === 'EssentialContainerExited' || failedHealthChecks !== undefined;
  return (
    (lastStatus === 'STOPPED' && (ended || stopCode === 'TaskFailedToStart')) ||
    ((lastStatus === 'STOPPING' || lastStatus === 'DEACTIVATING') && ended)
  );
}

/** Whether something is lost when it stops: whoever trusted it did so from its first moment. */
export function isLoss(task: Task): boolean {
  return serves(task, 0);
}

/** Those whose end loses nothing come first. */
export function leastLoss(tasks: readonly Task[]): readonly Task[] {
  return [...tasks].sort((a, b) => Number(isLoss(a)) - Number(isLoss(b)));
}

/** The last that was made comes first. */
export function newestFirst(tasks: readonly Task[]): readonly Task[] {
  return [...tasks].sort((a, b) => b.createdAt - a.createdAt);
}

/** The health of other containers is shown and decides nothing. */
function isChecked({ definition }: TaskContainer): boolean {
  return definition.essential !== false && definition.healthCheck !== undefined;
}
