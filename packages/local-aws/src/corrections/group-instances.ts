import type { AwsCall } from '../gateway/aws-call';
import { AwsError } from '../gateway/aws-response';
import type { Correction, Handler } from '../gateway/correction';
import type { GroupContext } from './group-replacements';
import { readGroups } from '../groups/auto-scaling-group';
import { queryParameters, withParameters } from './query-call';

/** The hosts of a group land in all of its subnets, with everything their launch template says. */
export function groupInstances({ moto, capacity }: GroupContext): Correction {
  const create = async (call: AwsCall, next: Handler): ReturnType<Handler> => {
    const parameters = queryParameters(call);
    if (parameters.get('LaunchConfigurationName') !== null || parameters.get('InstanceId') !== null)
      return next(call);
    const name = parameters.get('AutoScalingGroupName') ?? '';
    const minSize = parameters.get('MinSize') ?? '0';
    // Made empty, so that moto launches nothing itself.
    const answer = await next(withParameters(call, { MinSize: '0', DesiredCapacity: '0' }));
    if (answer.status >= 300) return answer;
    await capacity.resize(call.region, name, Number(parameters.get('DesiredCapacity') ?? minSize));
    await moto.query('autoscaling', call.region, 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: name,
      MinSize: minSize,
    });
    return answer;
  };
  const update = async (call: AwsCall, next: Handler): ReturnType<Handler> => {
    const parameters = queryParameters(call);
    const name = parameters.get('AutoScalingGroupName') ?? '';
    const [group] = await readGroups(moto, call.region, name);
    if (group?.launchTemplate === undefined) return next(call);
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
    if (answer.status >= 300) return answer;
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
    if (group === undefined) return next(call);
    const wanted = Number(parameters.get('DesiredCapacity'));
    for (const [limit, size, broken] of [
      ['above max', group.maxSize, wanted > group.maxSize],
      ['below min', group.minSize, wanted < group.minSize],
    ] as const) {
      if (!broken) continue;
      throw new AwsError(
        'ValidationError',
        `New SetDesiredCapacity value ${wanted} is ${limit} value ${size} for the AutoScalingGroup.`,
      );
    }
    await capacity.resize(call.region, name, wanted);
    return next(call);
  };
  return {
    name: 'group-instances',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-benefits.html',
    service: 'autoscaling',
    actions: ['CreateAutoScalingGroup', 'UpdateAutoScalingGroup', 'SetDesiredCapacity'],
    handle: (call, next) =>
      call.action === 'CreateAutoScalingGroup'
        ? create(call, next)
        : call.action === 'UpdateAutoScalingGroup'
          ? update(call, next)
          : setDesired(call, next),
  };
}
