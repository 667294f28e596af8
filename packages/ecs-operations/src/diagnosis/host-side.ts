import {
  type Activity,
  DescribeScalingActivitiesCommand,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { DescribeCapacityProvidersCommand, DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { readGroupNames } from '../hosts/old-hosts';
import type { HostStatus } from '../ecs-status';
import { inWords } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';

/** Activities that are looked at, the newest; and of those that failed, shown. */
const READ = 20;
const SHOWN = 3;

/**
 * What the Auto Scaling groups of a cluster could not do lately: the groups of its hosts, of its capacity providers, and
 * those that are tagged with its name.
 *
 * @throws Error with the fix when they cannot be read
 */
export async function readFailedActivities(
  target: ServiceTarget,
  hosts: readonly HostStatus[],
): Promise<readonly string[]> {
  const { clients, region } = target;
  const failed: string[] = [];
  for (const group of await readClusterGroups(target, hosts)) {
    const { Activities = [] } = await inWords(
      { action: 'autoscaling:DescribeScalingActivities', region },
      () =>
        clients.autoScaling.send(
          new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, MaxRecords: READ }),
        ),
    );
    failed.push(...failedNow(Activities).map((activity) => `${group}: ${words(activity)}`));
  }
  return failed;
}

/** Failures before the last success are over. */
export function failedNow(activities: readonly Activity[]): readonly Activity[] {
  const newest = [...activities].sort(
    (a, b) => Number(b.StartTime ?? 0) - Number(a.StartTime ?? 0),
  );
  const success = newest.findIndex(({ StatusCode }) => StatusCode === 'Successful');
  return newest
    .slice(0, success < 0 ? undefined : success)
    .filter(({ StatusCode }) => StatusCode === 'Failed' || StatusCode === 'Cancelled')
    .slice(0, SHOWN);
}

function words({ Description, StatusMessage, StatusCode }: Activity): string {
  return `${StatusCode}: ${Description ?? 'an activity'} ${StatusMessage ?? ''}`.trim();
}

/**
 * The groups that may start hosts for the cluster; a group none of whose hosts has joined is not seen in its hosts.
 *
 * @throws Error with the fix when they cannot be read
 */
export async function readClusterGroups(
  { clients, cluster, region }: ServiceTarget,
  hosts: readonly HostStatus[],
): Promise<readonly string[]> {
  const ids = hosts.map(({ instanceId }) => instanceId);
  const names = new Set(await readGroupNames(clients, ids, region));
  const { clusters } = await inWords({ action: 'ecs:DescribeClusters', region, cluster }, () =>
    clients.ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
  );
  const providers = (clusters?.[0]?.capacityProviders ?? []).filter(
    (name) => !/^FARGATE/.test(name),
  );
  if (providers.length > 0) {
    const { capacityProviders = [] } = await inWords(
      { action: 'ecs:DescribeCapacityProviders', region },
      () =>
        clients.ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: providers })),
    );
    for (const { autoScalingGroupProvider } of capacityProviders) {
      const arn = autoScalingGroupProvider?.autoScalingGroupArn;
      if (arn !== undefined) {
        names.add(arn.split('/').at(-1) ?? arn);
      }
    }
  }
  if (names.size === 0) {
    // No host has joined: what is left to go by is a name that holds that of the cluster.
    await inWords({ action: 'autoscaling:DescribeAutoScalingGroups', region }, async () => {
      const pages = paginateDescribeAutoScalingGroups({ client: clients.autoScaling }, {});
      for await (const { AutoScalingGroups = [] } of pages) {
        for (const { AutoScalingGroupName = '', Tags = [] } of AutoScalingGroups) {
          const tagged = Tags.some(({ Value }) => Value === cluster);
          if (tagged || AutoScalingGroupName.includes(cluster)) {
            names.add(AutoScalingGroupName);
          }
        }
      }
    });
  }
  return [...names];
}
