import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';

/**
 * A scaling policy of a group is enabled unless it says otherwise; moto forgets what it said.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html
 */
export function scalingPolicies(): Correction {
  const disabled = new Set<string>();
  return {
    name: 'scaling-policies',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html',
    service: 'autoscaling',
    actions: ['PutScalingPolicy', 'DescribePolicies'],
    handle: async (call, next) => {
      const answer = await next(call);
      if (answer.status >= 300) {
        return answer;
      }
      if (call.action === 'PutScalingPolicy') {
        const parameters = queryParameters(call);
        const name = [call.region, ...NAMES.map((one) => parameters.get(one) ?? '')].join(' ');
        if (parameters.get('Enabled') === 'false') {
          disabled.add(name);
        } else {
          disabled.delete(name);
        }
        return answer;
      }
      // moto shows a prediction that nobody asked for.
      const xml = answer.body
        .toString('utf8')
        .replace(
          /<PredictiveScalingConfiguration(\s*\/>|><\/PredictiveScalingConfiguration>)/g,
          '',
        );
      return xml.includes('<Enabled>')
        ? { ...answer, body: Buffer.from(xml) }
        : { ...answer, body: Buffer.from(withEnabled(xml, call.region, disabled)) };
    },
  };
}

const NAMES = ['AutoScalingGroupName', 'PolicyName'] as const;

function withEnabled(xml: string, region: string, disabled: ReadonlySet<string>): string {
  let group = '';
  // Whichever of the two names comes first in a policy, the second one has both.
  let policy = '';
  return xml.replace(/<(AutoScalingGroupName|PolicyName)>([^<]*)<\/\1>/g, (element, tag, name) => {
    if (tag === 'PolicyName') {
      policy = String(name);
    } else {
      group = String(name);
    }
    if (group === '' || policy === '') {
      return element;
    }
    const isEnabled = !disabled.has(`${region} ${group} ${policy}`);
    group = policy = '';
    return `${element}<Enabled>${isEnabled}</Enabled>`;
  });
}
