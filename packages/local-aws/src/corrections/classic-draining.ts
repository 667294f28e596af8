import type { Correction } from '../gateway/correction';

/**
 * A Classic Load Balancer has a draining timeout whether it drains or not.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_ConnectionDraining.html
 */
export function classicDraining(): Correction {
  return {
    name: 'classic-draining',
    page: 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_ConnectionDraining.html',
    service: 'elasticloadbalancing',
    actions: ['DescribeLoadBalancerAttributes'],
    handle: async (call, next) => {
      const answer = await next(call);
      const xml = answer.body.toString('utf8');
      const told = xml.replace(
        /<ConnectionDraining>(?:(?!<Timeout>)[^])*?<\/ConnectionDraining>/,
        (element) =>
          element.replace('</ConnectionDraining>', '<Timeout>300</Timeout></ConnectionDraining>'),
      );
      return { ...answer, body: Buffer.from(told) };
    },
  };
}
