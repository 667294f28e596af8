import { DeregisterTaskDefinitionCommand, paginateListTaskDefinitions } from '@aws-sdk/client-ecs';
import type { EcsClients } from './clients';
import { inWords } from './explain-error';

/**
 * Deregisters every active revision of a task definition family, and returns how many there were: what is kept for a
 * rollback is of no use once the service is gone. Tasks that still run are not touched.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
 * @throws Error with the fix when ECS cannot be asked
 */
export async function deregisterRevisions(
  clients: EcsClients,
  family: string,
  region: string,
): Promise<number> {
  const arns = await inWords({ action: 'ecs:ListTaskDefinitions', region }, async () => {
    const found: string[] = [];
    const pages = paginateListTaskDefinitions({ client: clients.ecs }, { familyPrefix: family });
    for await (const { taskDefinitionArns = [] } of pages) {
      found.push(...taskDefinitionArns);
    }
    return found;
  });
  // The filter of some implementations also lets families through that only start alike.
  const revisions = arns.filter((arn) => arn.split('/').at(-1)?.split(':')[0] === family);
  for (const taskDefinition of revisions) {
    await inWords({ action: 'ecs:DeregisterTaskDefinition', region }, () =>
      clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition })),
    );
  }
  return revisions.length;
}
