import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { chunksOf, groupsOf } from '../chunks';
import { inWords, isClusterMissing } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';

/** DescribeServices takes no more. */
const BATCH = 10;

/**
 * Those services of a state that somebody deleted past Terraform, one sentence each. ECS goes on naming them for about an
 * hour, and the AWS provider hopes for two minutes that such a service becomes ACTIVE, in silence, in every plan.
 *
 * @throws Error with the fix when ECS cannot be asked
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html
 */
export async function deletedServices(
  targets: readonly ServiceTarget[],
): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const sameCluster of groupsOf(targets, ({ region, cluster }) => `${region} ${cluster}`)) {
    for (const some of chunksOf(sameCluster, BATCH)) {
      sentences.push(...(await deletedAmong(some)));
    }
  }
  return sentences;
}

async function deletedAmong(targets: readonly ServiceTarget[]): Promise<readonly string[]> {
  const [first] = targets;
  if (first === undefined) {
    return [];
  }
  const { clients, cluster, region } = first;
  const { services = [] } = await inWords({ action: 'ecs:DescribeServices', region, cluster }, () =>
    clients.ecs.send(
      new DescribeServicesCommand({ cluster, services: targets.map(({ service }) => service) }),
    ),
  ).catch((error: unknown) => {
    // With its cluster a service is gone at once, and Terraform waits for nothing.
    if (isClusterMissing(error)) {
      return { services: undefined };
    }
    throw error;
  });
  return services.flatMap(({ serviceName, status }) =>
    status === 'INACTIVE' || status === 'DRAINING'
      ? [
          `The service ${serviceName} on ${cluster} was deleted past Terraform (${status}). Terraform waits two minutes for ` +
            'it before it plans to make it anew; nothing hangs.',
        ]
      : [],
  );
}
