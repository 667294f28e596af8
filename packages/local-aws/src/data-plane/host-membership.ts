import type { Correction } from '../gateway/correction';

/** Whatever can make an instance appear, disappear, or find its cluster. */
const CAUSES: readonly (readonly [service: string, actions: readonly string[]])[] = [
  ['ec2', ['RunInstances', 'StartInstances', 'StopInstances', 'TerminateInstances']],
  [
    'autoscaling',
    [
      'CreateAutoScalingGroup',
      'UpdateAutoScalingGroup',
      'DeleteAutoScalingGroup',
      'SetDesiredCapacity',
      'TerminateInstanceInAutoScalingGroup',
      'SetInstanceProtection',
      'ExecutePolicy',
      'AttachLoadBalancerTargetGroups',
      'DetachLoadBalancerTargetGroups',
    ],
  ],
  ['ecs', ['CreateCluster']],
];

/**
 * Hosts join and leave their cluster before the call that caused it is answered: the next Describe already tells.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html
 */
export function hostMembership(sync: (region: string) => Promise<void>): readonly Correction[] {
  return CAUSES.map(([service, actions]) => ({
    name: 'host-membership',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html',
    service,
    actions,
    handle: async (call, next) => {
      const answer = await next(call);
      if (answer.status < 300) {
        await sync(call.region);
      }
      return answer;
    },
  }));
}
