import type { AwsResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { InstanceRefresh, InstanceRefreshes } from '../groups/instance-refreshes';
import { queryParameters } from './query-call';

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
          return answer(call.action, `<InstanceRefreshId>${refresh.id}</InstanceRefreshId>`);
        }
        case 'CancelInstanceRefresh': {
          const cancelled = refreshes.cancel(call.region, name);
          return answer(call.action, `<InstanceRefreshId>${cancelled.id}</InstanceRefreshId>`);
        }
        default: {
          const wanted = [...parameters]
            .filter(([key]) => key.startsWith('InstanceRefreshIds.member.'))
            .map(([, id]) => id);
          const found = refreshes
            .of(call.region, name)
            .filter(({ id }) => wanted.length === 0 || wanted.includes(id));
          const members = found.map((one) => `<member>${refreshXml(one)}</member>`).join('');
          return answer(
            'DescribeInstanceRefreshes',
            `<InstanceRefreshes>${members}</InstanceRefreshes>`,
          );
        }
      }
    },
  };
}

function refreshXml(refresh: InstanceRefresh): string {
  const { id, group, status, startedAt, endedAt, total, replaced } = refresh;
  const percentage = total === 0 ? 100 : Math.floor((100 * replaced) / total);
  const ended =
    endedAt === undefined ? '' : `<EndTime>${new Date(endedAt).toISOString()}</EndTime>`;
  return (
    `<InstanceRefreshId>${id}</InstanceRefreshId><AutoScalingGroupName>${group}</AutoScalingGroupName>` +
    `<Status>${status}</Status><StartTime>${new Date(startedAt).toISOString()}</StartTime>${ended}` +
    `<PercentageComplete>${percentage}</PercentageComplete><InstancesToUpdate>${total - replaced}</InstancesToUpdate>`
  );
}

function answer(action: string, inner: string): Promise<AwsResponse> {
  return Promise.resolve({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?><${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`,
    ),
  });
}
