import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';

/**
 * The security groups of an instance are those of its primary network interface; moto shows none when they were given
 * there, as they must be for a public address. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
 */
export function instanceGroups(): Correction {
  return {
    name: 'instance-groups',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html',
    service: 'ec2',
    actions: ['RunInstances'],
    handle: (call, next) => {
      const parameters = queryParameters(call);
      for (const [name, value] of [...parameters]) {
        const index = /^NetworkInterface\.1\.SecurityGroupId\.(\d+)$/.exec(name)?.[1];
        if (index !== undefined) {
          parameters.set(`SecurityGroupId.${index}`, value);
        }
      }
      return next({ ...call, body: Buffer.from(parameters.toString()) });
    },
  };
}
