import type { ICluster } from '../cluster/cluster-contract';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import type { IEc2TaskDefinition } from '../task/task-definition';

/**
 * Says so when hosts do not hear what containers say about swap.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-swap.html
 */
export function swapWarnings(
  { containers }: IEc2TaskDefinition,
  service: PlacedService,
  { capacities }: ICluster,
): readonly string[] {
  const asking = containers.filter(({ maxSwapMiB }) => maxSwapMiB !== undefined);
  const deaf = capacities.filter(
    ({ node, hostGroup }) => hostGroup.ignoresSwap === true && mayRunOn(service, node.path),
  );
  if (asking.length === 0 || deaf.length === 0) {
    return [];
  }
  const names = asking.map(({ containerName }) => containerName).join(', ');
  return [
    `maxSwapMiB and swappiness of ${names} do nothing on the hosts of ${deaf.map(({ node }) => node.path).join(', ')}: ` +
      'ECS supports neither on Amazon Linux 2023. Remove them, or use a machine image of your own.',
  ];
}
