import { AwsError } from '../gateway/aws-response';
import { listParameters, type MotoClient } from '../moto/moto-client';
import type { ScalableGroup } from '../ecs/capacity/managed-scaling';
import { readGroups, type AutoScalingGroup } from '../groups/auto-scaling-group';
import type { GroupCapacity } from '../groups/group-capacity';

/** The Auto Scaling groups behind capacity providers, as managed scaling works on them. */
export function scalableGroups(
  moto: MotoClient,
  capacity: GroupCapacity,
  sync: (region: string) => Promise<void>,
): ScalableGroup {
  const read = async (region: string, name: string): Promise<AutoScalingGroup> => {
    const [group] = await readGroups(moto, region, name);
    if (group === undefined) {
      throw new AwsError('ValidationError', `group ${name} is gone`);
    }
    return group;
  };
  return {
    sizes: async ({ region, groupName }) => {
      const { minSize, maxSize } = await read(region, groupName);
      return { minimum: minSize, maximum: maxSize };
    },
    resize: async ({ region, groupName }, wanted) => {
      await capacity.exclusively(region, groupName, async () => {
        const { minSize, maxSize } = await read(region, groupName);
        const size = Math.min(maxSize, Math.max(minSize, wanted));
        await capacity.resize(region, groupName, size);
      });
      await sync(region);
    },
    protect: async ({ region, groupName }, instanceIds, { fromScaleIn }) => {
      if (instanceIds.length === 0) {
        return;
      }
      await moto.query('autoscaling', region, 'SetInstanceProtection', {
        AutoScalingGroupName: groupName,
        ProtectedFromScaleIn: String(fromScaleIn),
        ...listParameters('InstanceIds.member', instanceIds),
      });
    },
  };
}
