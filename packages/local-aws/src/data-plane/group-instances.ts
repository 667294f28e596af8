import type { AwsCall } from '../gateway/aws-call';
import { AwsError } from '../gateway/aws-response';
import type { Correction, Handler } from '../gateway/correction';
import type { GroupContext } from './group-replacements';
import { readGroups } from '../groups/auto-scaling-group';
import { listParameters, type MotoClient } from '../moto/moto-client';
import { queryParameters, withParameters } from '../gateway/query-call';

/** The hosts of a group land in all of its subnets, with everything their launch template says. */
export function groupInstances({ moto, capacity }: GroupContext): Correction {
  const create = async (call: AwsCall, next: Handler): ReturnType<Handler> => {
    const parameters = queryParameters(call);
    if (
      parameters.get('LaunchConfigurationName') !== null ||
      parameters.get('InstanceId') !== null
    ) {
      const answer = await next(call);
      await setGracePeriod(moto, call);
      return answer;
    }
    const name = parameters.get('AutoScalingGroupName') ?? '';
    const minSize = parameters.get('MinSize') ?? '0';
    // Made empty, so that moto launches nothing itself.
    const answer = await next(withParameters(call, { MinSize: '0', DesiredCapacity: '0' }));
    if (answer.status >= 300) {
      return answer;
    }
    await capacity.resize(call.region, name, Number(parameters.get('DesiredCapacity') ?? minSize));
    await moto.query('autoscaling', call.region, 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: name,
      MinSize: minSize,
    });
    await setGracePeriod(moto, call);
    return answer;
  };
  const update = async (call: AwsCall, next: Handler): ReturnType<Handler> => {
    const parameters = queryParameters(call);
    const name = parameters.get('AutoScalingGroupName') ?? '';
    const [group] = await readGroups(moto, call.region, name);
    if (group?.launchTemplate === undefined) {
      return next(call);
    }
    const minSize = Number(parameters.get('MinSize') ?? group.minSize);
    const maxSize = Number(parameters.get('MaxSize') ?? group.maxSize);
    const asked = Number(parameters.get('DesiredCapacity') ?? group.desiredCapacity);
    const wanted = Math.min(maxSize, Math.max(minSize, asked));
    // Everything but the sizes first: new instances follow the new template and subnets.
    const present = String(group.members.length);
    const answer = await next(
      withParameters(call, {
        MinSize: '0',
        MaxSize: String(Math.max(maxSize, group.members.length)),
        DesiredCapacity: present,
      }),
    );
    if (answer.status >= 300) {
      return answer;
    }
    await capacity.resize(call.region, name, wanted);
    return next(
      withParameters(call, {
        MinSize: String(minSize),
        MaxSize: String(maxSize),
        DesiredCapacity: String(wanted),
      }),
    );
  };
  const setDesired = async (call: AwsCall, next: Handler): ReturnType<Handler> => {
    const parameters = queryParameters(call);
    const name = parameters.get('AutoScalingGroupName') ?? '';
    const [group] = await readGroups(moto, call.region, name);
    if (group === undefined) {
      return next(call);
    }
    const wanted = Number(parameters.get('DesiredCapacity'));
    for (const [limit, size, broken] of [
      ['above max', group.maxSize, wanted > group.maxSize],
      ['below min', group.minSize, wanted < group.minSize],
    ] as const) {
      if (!broken) {
        continue;
      }
      throw new AwsError(
        'ValidationError',
        `New SetDesiredCapacity value ${wanted} is ${limit} value ${size} for the AutoScalingGroup.`,
      );
    }
    await capacity.pursue(call.region, name, wanted);
    return next(call);
  };
  const remove = async (call: AwsCall, next: Handler): ReturnType<Handler> => {
    const parameters = queryParameters(call);
    const name = parameters.get('AutoScalingGroupName') ?? '';
    const [group] = await readGroups(moto, call.region, name);
    const answer = await next(call);
    if (answer.status >= 300 || parameters.get('ForceDelete') !== 'true') {
      return answer;
    }
    // moto spares the members that are protected from scale-in; this is not a scale-in.
    const members = group?.members.map(({ instanceId }) => instanceId) ?? [];
    if (members.length > 0) {
      const ids = listParameters('InstanceId', members);
      await moto.query('ec2', call.region, 'TerminateInstances', ids);
    }
    return answer;
  };
  return {
    name: 'group-instances',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-benefits.html',
    service: 'autoscaling',
    actions: [
      'CreateAutoScalingGroup',
      'UpdateAutoScalingGroup',
      'SetDesiredCapacity',
      'DeleteAutoScalingGroup',
    ],
    handle: (call, next) => {
      const handlers = {
        CreateAutoScalingGroup: create,
        UpdateAutoScalingGroup: update,
        SetDesiredCapacity: setDesired,
        DeleteAutoScalingGroup: remove,
      };
      const handler = handlers[call.action as keyof typeof handlers];
      const name = queryParameters(call).get('AutoScalingGroupName') ?? '';
      return capacity.exclusively(call.region, name, () => handler(call, next));
    },
  };
}

/** A group has no grace period unless it says so; moto gives it 300 seconds, also when it says none. */
async function setGracePeriod(moto: MotoClient, call: AwsCall): Promise<void> {
  const parameters = queryParameters(call);
  if ((parameters.get('HealthCheckGracePeriod') ?? '0') === '0') {
    await moto.query('autoscaling', call.region, 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: parameters.get('AutoScalingGroupName') ?? '',
      HealthCheckGracePeriod: '0',
    });
  }
}
