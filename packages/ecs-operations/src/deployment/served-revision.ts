import type { ServiceStatus } from '../ecs-status';

/**
 * The revision that serves before a deployment, and that it can go back to: of a rollout that somebody interrupted, or that
 * never came up, it is not the one that the service names, but the last one that came up.
 *
 * @returns an ARN; undefined where none ever came up
 */
export function servedRevision({
  deployments,
  taskDefinitionArn,
}: Pick<ServiceStatus, 'deployments' | 'taskDefinitionArn'>): string | undefined {
  // Where ECS does not deploy, it names no states.
  return deployments.every(({ rolloutState }) => rolloutState === undefined)
    ? taskDefinitionArn
    : deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED')?.taskDefinitionArn;
}
