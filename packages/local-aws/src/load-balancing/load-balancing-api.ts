import type { AwsCall } from '../gateway/aws-call';
import type { AwsResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { checkLoadBalancing } from './load-balancer-checks';
import type { LoadBalancers } from './load-balancers';
import { TARGET_ACTIONS, type TargetContext } from './target-actions';

const SERVICE = 'elasticloadbalancing';

/** moto's targets have one port for each host and are healthy at once: targets are answered from a table of our own. */
export function balancerTargets(context: TargetContext): Correction {
  return {
    name: 'balancer-targets',
    page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    service: SERVICE,
    actions: Object.keys(TARGET_ACTIONS),
    handle: async (call, next) => {
      const action = TARGET_ACTIONS[call.action ?? ''];
      return action === undefined ? next(call) : action(context, call);
    },
  };
}

/**
 * A balancer listens where its DNS name says, does what its rules say as soon as the call is answered, and has the ARN of
 * its type. Classic Load Balancers, of the same service, are moto's alone.
 */
export function loadBalancers(context: TargetContext): Correction {
  const { balancers } = context;
  return {
    name: 'load-balancers',
    page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html',
    service: SERVICE,
    handle: async (call, next) => {
      if (queryParameters(call).get('Version') !== '2015-12-01') {
        return next(call);
      }
      const asked = { ...call, body: Buffer.from(ofMoto(call.body.toString('utf8'))) };
      await checkLoadBalancing(context, asked);
      const answer = await next(asked);
      if (answer.status < 300 && /^(Create|Modify|Delete|Set)/.test(call.action ?? '')) {
        await balancers.sync(call.region);
      }
      return shown(balancers, call, answer);
    },
  };
}

/** moto writes every ARN as that of an Application Load Balancer. */
function ofMoto(form: string): string {
  return form.replace(/(loadbalancer|listener|listener-rule)%2Fnet%2F/gi, '$1%2Fapp%2F');
}

function shown(balancers: LoadBalancers, { region }: AwsCall, answer: AwsResponse): AwsResponse {
  const xml = answer.body.toString('utf8');
  const text = balancers
    .all()
    .filter(({ arn }) => arn.split(':')[3] === region)
    .reduce((done, balancer) => {
      const named = done.replaceAll(`>${balancer.madeName}<`, `>${balancers.addressOf(balancer)}<`);
      const path = balancer.arn.split(':loadbalancer/')[1] ?? '';
      return balancer.type === 'network'
        ? named.replaceAll(
            new RegExp(`:(loadbalancer|listener|listener-rule)/${path}(?=[/<])`, 'g'),
            `:$1/${path.replace(/^app/, 'net')}`,
          )
        : named;
    }, xml);
  return { ...answer, body: Buffer.from(text) };
}
