import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { readGroups } from '../groups/auto-scaling-group';
import type { GroupContext } from './group-replacements';

/**
 * A group that is larger than it should be, because its members were protected, shrinks when they no longer are.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
 */
export function scaleInProtection({ moto, capacity }: GroupContext): Correction {
  return {
    name: 'scale-in-protection',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html',
    service: 'autoscaling',
    actions: ['SetInstanceProtection'],
    handle: (call, next) => {
      const parameters = queryParameters(call);
      const name = parameters.get('AutoScalingGroupName') ?? '';
      return capacity.exclusively(call.region, name, async () => {
        const answer = await next(call);
        const [group] = await readGroups(moto, call.region, name);
        if (answer.status < 300 && parameters.get('ProtectedFromScaleIn') === 'false') {
          await capacity.shrink(call.region, name, group?.desiredCapacity ?? 0);
        }
        return answer;
      });
    },
  };
}
