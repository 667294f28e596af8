import type { Correction } from '../gateway/correction';
import { xmlOf } from '../gateway/xml';

/**
 * A Classic Load Balancer has a health check and a draining timeout whether somebody set them or not; without the first,
 * the Terraform provider crashes.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html
 */
export function classicLoadBalancers(): Correction {
  return {
    name: 'classic-load-balancers',
    page: 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html',
    service: 'elasticloadbalancing',
    actions: ['DescribeLoadBalancers', 'DescribeLoadBalancerAttributes'],
    handle: async (call, next) => {
      const answer = await next(call);
      const told = answer.body
        .toString('utf8')
        .replace(DESCRIPTION, withHealthCheck)
        .replace(DRAINING, withTimeout);
      return { ...answer, body: Buffer.from(told) };
    },
  };
}

/** From one name to the next; balancers of the other generation stand in no list of this name. */
const DESCRIPTION =
  /<LoadBalancerName>(?:(?!<LoadBalancerName>)[^])*?(?=<LoadBalancerName>|<\/LoadBalancerDescriptions>)/g;
const DRAINING = /<ConnectionDraining>(?:(?!<Timeout>)[^])*?<\/ConnectionDraining>/;

function withHealthCheck(description: string): string {
  if (description.includes('<HealthCheck>')) {
    return description;
  }
  const port = /<InstancePort>(\d+)</.exec(description)?.[1] ?? '80';
  const check = {
    HealthCheck: {
      ...{ Target: `TCP:${port}`, Interval: 30, Timeout: 5 },
      ...{ UnhealthyThreshold: 2, HealthyThreshold: 10 },
    },
  };
  return description.replace('</LoadBalancerName>', `</LoadBalancerName>${xmlOf(check)}`);
}

function withTimeout(draining: string): string {
  const end = '</ConnectionDraining>';
  return draining.replace(end, `<Timeout>300</Timeout>${end}`);
}
