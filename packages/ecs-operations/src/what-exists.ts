import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import type { EcsClients } from './clients';
import type { ServiceReference } from './ecs-status';
import { inWords } from './explain-error';
import { findService, regionOf } from './read-service';

/**
 * What there is under these names, each in words such as `the ECS cluster x is ACTIVE in eu-west-1`; empty when there is
 * neither. For whoever believes that nothing was deployed yet.
 *
 * @throws Error with the fix when ECS cannot be asked
 */
export async function whatExists(
  clients: EcsClients,
  reference: ServiceReference,
): Promise<readonly string[]> {
  const region = await regionOf(clients);
  const { cluster } = reference;
  const answer = await inWords({ action: 'ecs:DescribeClusters', region, cluster }, () =>
    clients.ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
  );
  const [found] = answer.clusters ?? [];
  if (found === undefined || found.status === 'INACTIVE') {
    return [];
  }
  const service = await findService(clients, reference, region);
  return [
    `the ECS cluster ${cluster} is ${found.status} in ${region}`,
    ...(service === undefined
      ? []
      : [
          `the ECS service ${service.name} is ${service.status}, ${service.runningCount} of ${service.desiredCount} tasks run`,
        ]),
  ];
}
