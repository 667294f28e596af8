import type { ICluster } from '../cluster/cluster-contract';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import type { IEc2TaskDefinition } from '../task/task-definition';

/**
 * Says so when no host is known to offer a log driver that a task uses: ECS would not place the task anywhere. An image
 * of one's own may offer more than is known here.
 */
export function logDriverWarnings(
  { containers }: IEc2TaskDefinition,
  service: PlacedService,
  { capacities }: ICluster,
): readonly string[] {
  const usable = capacities.filter(({ node }) => mayRunOn(service, node.path));
  const used = new Map(
    containers.map(({ containerName, logConfiguration: log }) => [log?.logDriver, containerName]),
  );
  return [...used].flatMap(([driver, containerName]) => {
    // The agent offers its log router on every host.
    if (driver === undefined || driver === 'awsfirelens') {
      return [];
    }
    const mayBeThere = usable.some(
      ({ hostGroup: { logDrivers } }) => logDrivers?.includes(driver) ?? true,
    );
    if (mayBeThere) {
      return [];
    }
    return [
      `${containerName} uses the log driver ${driver}, which no host is known to offer, and ECS places no task on a host ` +
        'without it. Name it in agentConfiguration.logDrivers, or use another log driver.',
    ];
  });
}
