import {
  DescribeInstanceRefreshesCommand,
  StartInstanceRefreshCommand,
  type InstanceRefresh,
} from '@aws-sdk/client-auto-scaling';
import { inWords } from '../explain-error';
import type { OperationClients } from '../operation-clients';

/** States that nothing follows. */
const ENDED = /^(Successful|Failed|Cancelled|RollbackSuccessful|RollbackFailed)$/;

/** Whether a refresh is over. */
export function hasEnded({ Status }: InstanceRefresh): boolean {
  return Status !== undefined && ENDED.test(Status);
}

/**
 * Starts the replacement of a group's hosts: the new one first, one after the other.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export async function startRefresh(
  { autoScaling }: OperationClients,
  group: string,
  region: string,
): Promise<string> {
  const answer = await inWords({ action: 'autoscaling:StartInstanceRefresh', region }, () =>
    autoScaling.send(
      new StartInstanceRefreshCommand({
        AutoScalingGroupName: group,
        Preferences: {
          MinHealthyPercentage: 100,
          // Hosts that were started from the latest template already stay.
          SkipMatching: true,
          ScaleInProtectedInstances: 'Refresh',
        },
      }),
    ),
  );
  return answer.InstanceRefreshId ?? '';
}

/** The refresh of this id, or the newest of the group. @returns undefined when there is none */
export async function readRefresh(
  { autoScaling }: OperationClients,
  group: string,
  region: string,
  id?: string,
): Promise<InstanceRefresh | undefined> {
  const answer = await inWords({ action: 'autoscaling:DescribeInstanceRefreshes', region }, () =>
    autoScaling.send(
      new DescribeInstanceRefreshesCommand({
        AutoScalingGroupName: group,
        ...(id === undefined ? {} : { InstanceRefreshIds: [id] }),
      }),
    ),
  );
  return answer.InstanceRefreshes?.[0];
}
