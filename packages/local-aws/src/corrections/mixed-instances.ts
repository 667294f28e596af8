import type { AwsCall } from '../gateway/aws-call';
import type { Correction } from '../gateway/correction';
import { groupKey, type MixedPolicies } from '../groups/mixed-instances';
import { xmlOf } from '../gateway/xml';
import { elementsIn, queryParameters, withParameters } from '../gateway/query-call';

const POLICY = 'MixedInstancesPolicy';
const PREFIX = `${POLICY}.`;
const PAGE =
  'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html';

/** What AWS fills in where a distribution says nothing. */
const DISTRIBUTION: Readonly<Record<string, string>> = {
  OnDemandAllocationStrategy: 'prioritized',
  OnDemandBaseCapacity: '0',
  OnDemandPercentageAboveBaseCapacity: '100',
  SpotAllocationStrategy: 'lowest-price',
};

/**
 * moto forgets a policy at the next update of its group. It sees the policy's launch template only; the policy itself
 * is kept and told here, and decides what is launched.
 */
export function mixedInstances(policies: MixedPolicies): Correction {
  return {
    name: 'mixed-instances',
    page: PAGE,
    service: 'autoscaling',
    actions: [
      'CreateAutoScalingGroup',
      'UpdateAutoScalingGroup',
      'DeleteAutoScalingGroup',
      'DescribeAutoScalingGroups',
    ],
    handle: async (call, next) => {
      if (call.action === 'DescribeAutoScalingGroups') {
        const answer = await next(call);
        const xml = withPolicies(
          answer.body.toString('utf8'),
          (name) => policies.find(groupKey(call.region, name))?.xml,
        );
        return { ...answer, body: Buffer.from(xml) };
      }
      const parameters = queryParameters(call);
      const key = groupKey(call.region, parameters.get('AutoScalingGroupName') ?? '');
      const before = policies.find(key);
      if (call.action === 'DeleteAutoScalingGroup') {
        policies.set(key, undefined);
      } else if ([...parameters.keys()].some((name) => name.startsWith(PREFIX))) {
        policies.set(key, policyIn(parameters));
      } else if ([...parameters.keys()].some((name) => name.startsWith('LaunchTemplate.'))) {
        policies.set(key, undefined);
      }
      const answer = await next(withTemplateOnly(call, parameters));
      if (answer.status >= 300) {
        policies.set(key, before);
      }
      return answer;
    },
  };
}

/** The policy in the parameters of a call. */
export function policyIn(parameters: URLSearchParams) {
  const elements = elementsIn(parameters, POLICY);
  const { LaunchTemplate, InstancesDistribution } = elements as PolicyElements;
  const distribution = { ...DISTRIBUTION, ...InstancesDistribution };
  const given = LaunchTemplate?.Overrides?.member;
  const overrides = Array.isArray(given) ? given : [];
  const spot = distribution['SpotAllocationStrategy'] ?? '';
  return {
    instanceTypes: overrides.flatMap(({ InstanceType }) => InstanceType ?? []),
    onDemandBase: Number(distribution['OnDemandBaseCapacity']),
    onDemandPercentageAboveBase: Number(distribution['OnDemandPercentageAboveBaseCapacity']),
    xml: xmlOf({
      ...elements,
      InstancesDistribution: {
        ...(spot === 'lowest-price' ? { SpotInstancePools: '2' } : {}),
        ...distribution,
      },
    }),
  };
}

/** Shows the policy in the place of the launch template that stands for it. */
export function withPolicies(xml: string, policyOf: (group: string) => string | undefined): string {
  return xml.replace(
    /(<AutoScalingGroupName>([^<]*)<\/AutoScalingGroupName>.*?<\/AutoScalingGroupARN>)(<LaunchTemplate>.*?<\/LaunchTemplate>)?/gs,
    (whole, start: string, name: string) => {
      const policy = policyOf(name);
      return policy === undefined
        ? whole
        : `${start}<MixedInstancesPolicy>${policy}</MixedInstancesPolicy>`;
    },
  );
}

function withTemplateOnly(call: AwsCall, parameters: URLSearchParams): AwsCall {
  const changes: Record<string, string | undefined> = {};
  for (const [name, value] of parameters) {
    if (!name.startsWith(PREFIX)) {
      continue;
    }
    changes[name] = undefined;
    const template = /\.LaunchTemplateSpecification\.(\w+)$/.exec(name)?.[1];
    if (template !== undefined && !name.includes('.Overrides.')) {
      changes[`LaunchTemplate.${template}`] = value;
    }
  }
  return withParameters(call, changes);
}

interface PolicyElements {
  readonly LaunchTemplate?: {
    readonly Overrides?: { readonly member?: string | { readonly InstanceType?: string }[] };
  };
  readonly InstancesDistribution?: Readonly<Record<string, string>>;
}
