import { DescribeTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import type { EcsClients } from './clients';
import type { TaskStatus } from './ecs-status';
import { inWords } from './explain-error';

/**
 * Whether ECS checks the health of a revision's tasks. DescribeTasks does not tell: a task that nothing checks and one that
 * was not checked yet are both UNKNOWN.
 */
export async function readHealthCheck(
  clients: EcsClients,
  taskDefinitionArn: string,
  region: string,
): Promise<'DEFINED' | 'NONE'> {
  const answer = await inWords({ action: 'ecs:DescribeTaskDefinition', region }, () =>
    clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn })),
  );
  return healthCheckOf(answer.taskDefinition ?? {});
}

/** The tasks with what their definitions say about health checks; each definition is read once. */
export async function withHealthChecks(
  clients: EcsClients,
  tasks: readonly TaskStatus[],
  region: string,
): Promise<readonly TaskStatus[]> {
  const arns = [...new Set(tasks.map(({ taskDefinitionArn }) => taskDefinitionArn))];
  const read = await Promise.all(
    arns.map(async (arn) => [arn, await readHealthCheck(clients, arn, region)] as const),
  );
  const known = new Map(read);
  return tasks.map((task) => ({ ...task, healthCheck: known.get(task.taskDefinitionArn) }));
}

/** Checks of other containers do not count for the task. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
export function healthCheckOf({ containerDefinitions = [] }: TaskDefinition): 'DEFINED' | 'NONE' {
  return containerDefinitions.some(
    ({ essential, healthCheck }) => essential !== false && healthCheck !== undefined,
  )
    ? 'DEFINED'
    : 'NONE';
}
