import type { Correction } from '../gateway/correction';

/**
 * A host keeps the version of the launch template that it was started from, whatever its group names by now; moto tells
 * the default one of the template. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html
 */
export function hostVersions(versionOf: (instanceId: string) => string | undefined): Correction {
  return {
    name: 'host-versions',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html',
    service: 'autoscaling',
    actions: ['DescribeAutoScalingGroups', 'DescribeAutoScalingInstances'],
    handle: async (call, next) => {
      const answer = await next(call);
      const told = answer.body.toString('utf8').replace(MEMBER, (member) => {
        const version = versionOf(/<InstanceId>([^<]+)</.exec(member)?.[1] ?? '');
        return version === undefined ? member : member.replace(VERSION, `$1${version}`);
      });
      return { ...answer, body: Buffer.from(told) };
    },
  };
}

/** What has no list in it: one instance, among others. */
const MEMBER = /<member>(?:(?!<\/?member>)[^])*<\/member>/g;
const VERSION = /(<LaunchTemplate>(?:(?!<\/LaunchTemplate>)[^])*<Version>)[^<]*/;
