import {
  DescribeAutoScalingGroupsCommand,
  type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';
import { chunksOf } from '../chunks';
import { readFailedActivities, readClusterGroups } from '../diagnosis/host-side';
import type { HostStatus } from '../ecs-status';
import { inWords } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';
import type { GroupsOutlook } from './hopeless';

/** What the Auto Scaling groups of a service's cluster may still bring. @throws Error with the fix when they cannot be read */
export async function readGroupsOutlook(
  target: ServiceTarget,
  hosts: readonly HostStatus[],
): Promise<GroupsOutlook> {
  const { clients, region } = target;
  const names = await readClusterGroups(target, hosts);
  const groups: AutoScalingGroup[] = [];
  for (const AutoScalingGroupNames of chunksOf(names, 50)) {
    const answer = await inWords({ action: 'autoscaling:DescribeAutoScalingGroups', region }, () =>
      clients.autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames })),
    );
    groups.push(...(answer.AutoScalingGroups ?? []));
  }
  return {
    desired: sum(groups.map(({ DesiredCapacity = 0 }) => DesiredCapacity)),
    max: sum(groups.map(({ MaxSize = 0 }) => MaxSize)),
    failures: hosts.length > 0 ? [] : await readFailedActivities(target, hosts),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
