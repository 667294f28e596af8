import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { inWords } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';

/** Targets of a service's target groups that a load balancer does not send requests to, each with its reason. */
export async function readUnhealthyTargets(
  { clients, region }: ServiceTarget,
  targetGroupArns: readonly string[],
): Promise<readonly string[]> {
  const unhealthy: string[] = [];
  for (const TargetGroupArn of targetGroupArns) {
    const { TargetHealthDescriptions = [] } = await inWords(
      { action: 'elasticloadbalancing:DescribeTargetHealth', region },
      () => clients.loadBalancing.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
    );
    for (const { Target, TargetHealth } of TargetHealthDescriptions) {
      const { State = 'unknown', Reason, Description } = TargetHealth ?? {};
      // What is registering or draining is on its way.
      if (!/^(unhealthy|unavailable)$/.test(State)) {
        continue;
      }
      unhealthy.push(
        `${Target?.Id ?? 'a target'}:${Target?.Port ?? '?'} is ${State}: ${[Reason, Description].filter(Boolean).join(', ')}`,
      );
    }
  }
  return unhealthy;
}
