import { groupsOf } from '../chunks';
import type { EcsStatus } from '../ecs-status';
import { readStatuses } from '../read-status';
import type { ServiceTarget } from './service-target';

/** The status of every target, each cluster's hosts read once. */
export async function readAll(targets: readonly ServiceTarget[]): Promise<readonly EcsStatus[]> {
  const statuses: EcsStatus[] = [];
  for (const group of groupsOf(targets, ({ region, cluster }) => `${region}/${cluster}`)) {
    const [first] = group;
    if (first !== undefined) {
      statuses.push(...(await readStatuses(first.clients, first.cluster, group)));
    }
  }
  return statuses;
}
