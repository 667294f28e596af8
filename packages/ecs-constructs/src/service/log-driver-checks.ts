import type { ICluster } from '../cluster/cluster';
import type { OperatingSystem } from '../hosts/machine-image';
import type { PlacedService } from '../placement/placement-facts';
import type { IEc2TaskDefinition } from '../task/task-definition';

/**
 * What the agents of AWS offer to tasks without being told.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/ecs-init/docker/docker.go
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export const LOG_DRIVERS: Readonly<Record<OperatingSystem, readonly string[]>> = {
  'amazon-linux': ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
  bottlerocket: ['json-file', 'awslogs', 'none'],
};

/**
 * Says so when no host is known to offer a log driver that a task uses: ECS would not place the task anywhere. An image
 * of one's own may offer more than is known here.
 */
export function logDriverWarnings(
  { containers }: IEc2TaskDefinition,
  { hostGroups }: PlacedService,
  { capacities }: ICluster,
): readonly string[] {
  const usable = capacities.filter(
    ({ node }) => hostGroups === undefined || hostGroups.includes(node.path),
  );
  const used = new Map(
    containers.map(({ containerName, logConfiguration: log }) => [log?.logDriver, containerName]),
  );
  return [...used].flatMap(([driver, containerName]) => {
    // The agent offers its log router on every host.
    if (driver === undefined || driver === 'awsfirelens') return [];
    const mayBeThere = usable.some(
      ({ hostGroup: { logDrivers } }) => logDrivers?.includes(driver) ?? true,
    );
    if (mayBeThere) return [];
    return [
      `${containerName} uses the log driver ${driver}, which no host is known to offer, and ECS places no task on a host ` +
        'without it. Name it in agentConfiguration.logDrivers, or use another log driver.',
    ];
  });
}
