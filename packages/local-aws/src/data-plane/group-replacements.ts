import type { Correction } from '../gateway/correction';
import { readGroups } from '../groups/auto-scaling-group';
import type { GroupCapacity } from '../groups/group-capacity';
import type { MotoClient } from '../moto/moto-client';
import { queryParameters, withParameters } from '../gateway/query-call';

const PAGE =
  'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html';

/** What the corrections of groups work with. */
export interface GroupContext {
  readonly moto: MotoClient;
  readonly capacity: GroupCapacity;
}

/** A terminated host of a group is replaced like any other host of the group: in the zone that lost it. */
export function groupReplacements(context: GroupContext): readonly Correction[] {
  return [terminated(context), terminatedInGroup(context)];
}

function terminated({ moto, capacity }: GroupContext): Correction {
  return {
    name: 'group-replacements',
    page: PAGE,
    service: 'ec2',
    actions: ['TerminateInstances'],
    handle: async (call, next) => {
      const ids = [...queryParameters(call)]
        .filter(([name]) => name.startsWith('InstanceId.'))
        .map(([, id]) => id);
      const affected = (await readGroups(moto, call.region)).flatMap((group) => {
        const lost = group.members
          .map(({ instanceId }) => instanceId)
          .filter((id) => ids.includes(id));
        return group.launchTemplate === undefined || lost.length === 0 ? [] : [{ group, lost }];
      });
      // Taken out first: moto would replace members itself, all in the first subnet.
      for (const { group, lost } of affected) {
        await capacity.detach(call.region, group.name, lost);
      }
      const answer = await next(call);
      for (const { group } of affected) {
        await capacity.pursue(call.region, group.name, group.desiredCapacity);
      }
      return answer;
    },
  };
}

function terminatedInGroup({ moto, capacity }: GroupContext): Correction {
  return {
    name: 'group-replacements',
    page: PAGE,
    service: 'autoscaling',
    actions: ['TerminateInstanceInAutoScalingGroup'],
    handle: async (call, next) => {
      const parameters = queryParameters(call);
      const id = parameters.get('InstanceId');
      const groups = await readGroups(moto, call.region);
      const group = groups.find(({ members }) =>
        members.some(({ instanceId }) => instanceId === id),
      );
      if (group?.launchTemplate === undefined) {
        return next(call);
      }
      const answer = await next(withParameters(call, { ShouldDecrementDesiredCapacity: 'true' }));
      const replace = parameters.get('ShouldDecrementDesiredCapacity') !== 'true';
      if (answer.status < 300 && replace) {
        await capacity.pursue(call.region, group.name, group.desiredCapacity);
      }
      return answer;
    },
  };
}
