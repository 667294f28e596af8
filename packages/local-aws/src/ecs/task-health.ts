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
  if (states.includes('UNHEALTHY')) return 'UNHEALTHY';
  return states.length === 0 || states.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY';
}

/**
 * Whether a service may rely on a task: with a health check when it is HEALTHY, without one when it has run for a while.
 * Until then the task holds the place of one that serves and replaces none.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function serves(task: Task, settleMs: number, now: number = Date.now()): boolean {
  if (task.lastStatus !== 'RUNNING') return false;
  return task.containers.some(isChecked)
    ? taskHealth(task) === 'HEALTHY'
    : now - (task.startedAt ?? now) >= settleMs;
}

/** The health of other containers is shown and decides nothing. */
function isChecked({ definition }: TaskContainer): boolean {
  return definition.essential !== false && definition.healthCheck !== undefined;
}
