import { xmlResponse, type AwsResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { XmlElements } from '../gateway/xml';
import type { InstanceRefresh, InstanceRefreshes } from '../groups/instance-refreshes';
import { queryParameters } from '../gateway/query-call';

/** moto does not know instance refreshes: hosts are replaced here, one by one, the new one first. */
export function instanceRefreshes(refreshes: InstanceRefreshes): Correction {
  return {
    name: 'instance-refreshes',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html',
    service: 'autoscaling',
    actions: ['StartInstanceRefresh', 'DescribeInstanceRefreshes', 'CancelInstanceRefresh'],
    handle: (call) => {
      const parameters = queryParameters(call);
      const name = parameters.get('AutoScalingGroupName') ?? '';
      switch (call.action) {
        case 'StartInstanceRefresh': {
          const refresh = refreshes.begin(call.region, name, {
            scaleInProtected: parameters.get('Preferences.ScaleInProtectedInstances') ?? 'Ignore',
            skipMatching: parameters.get('Preferences.SkipMatching') === 'true',
          });
          return answer(call.action, { InstanceRefreshId: refresh.id });
        }
        case 'CancelInstanceRefresh': {
          const cancelled = refreshes.cancel(call.region, name);
          return answer(call.action, { InstanceRefreshId: cancelled.id });
        }
        default: {
          const wanted = [...parameters]
            .filter(([key]) => key.startsWith('InstanceRefreshIds.member.'))
            .map(([, id]) => id);
          const found = refreshes
            .of(call.region, name)
            .filter(({ id }) => wanted.length === 0 || wanted.includes(id));
          return answer('DescribeInstanceRefreshes', {
            InstanceRefreshes: { member: found.map(elementsOf) },
          });
        }
      }
    },
  };
}

function elementsOf(refresh: InstanceRefresh): XmlElements {
  const { id, group, status, startedAt, endedAt, total, replaced } = refresh;
  return {
    InstanceRefreshId: id,
    AutoScalingGroupName: group,
    Status: status,
    StartTime: new Date(startedAt).toISOString(),
    ...(endedAt === undefined ? {} : { EndTime: new Date(endedAt).toISOString() }),
    PercentageComplete: total === 0 ? 100 : Math.floor((100 * replaced) / total),
    InstancesToUpdate: total - replaced,
  };
}

function answer(action: string, result: XmlElements): Promise<AwsResponse> {
  return Promise.resolve(
    xmlResponse({
      [`${action}Response`]: {
        '@xmlns': 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
        [`${action}Result`]: result,
        ResponseMetadata: { RequestId: 'local' },
      },
    }),
  );
}
