import {
  DescribeTargetGroupsCommand,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  type Listener,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { inWords } from './explain-error';
import type { OperationClients } from './operation-clients';

/** Where a load balancer answers for a service. */
export interface BalancerUrl {
  readonly url: string;
  /** What to know before using it. @default - nothing */
  readonly note?: string;
}

/**
 * The addresses of the load balancers before a service's target groups: one for each listener, whatever its rules are.
 * Listeners of TCP, UDP and TLS come as `tcp://host:port`.
 *
 * @throws Error with the fix when they cannot be read
 */
export async function readBalancerUrls(
  { loadBalancing }: OperationClients,
  targetGroupArns: readonly string[],
  region: string,
): Promise<readonly BalancerUrl[]> {
  if (targetGroupArns.length === 0) {
    return [];
  }
  const { TargetGroups = [] } = await inWords(
    { action: 'elasticloadbalancing:DescribeTargetGroups', region },
    () =>
      loadBalancing.send(
        new DescribeTargetGroupsCommand({ TargetGroupArns: [...targetGroupArns] }),
      ),
  );
  const arns = [...new Set(TargetGroups.flatMap(({ LoadBalancerArns = [] }) => LoadBalancerArns))];
  const urls: BalancerUrl[] = [];
  for (const arn of arns) {
    const balancers: LoadBalancer[] = [];
    const listeners: Listener[] = [];
    await inWords({ action: 'elasticloadbalancing:DescribeLoadBalancers', region }, async () => {
      const pages = paginateDescribeLoadBalancers(
        { client: loadBalancing },
        { LoadBalancerArns: [arn] },
      );
      for await (const page of pages) {
        balancers.push(...(page.LoadBalancers ?? []));
      }
    });
    await inWords({ action: 'elasticloadbalancing:DescribeListeners', region }, async () => {
      const pages = paginateDescribeListeners({ client: loadBalancing }, { LoadBalancerArn: arn });
      for await (const page of pages) {
        listeners.push(...(page.Listeners ?? []));
      }
    });
    for (const balancer of balancers) {
      urls.push(...listeners.map((listener) => balancerUrl(balancer, listener)));
    }
  }
  return urls;
}

/** The pure part: standard ports are left out. */
export function balancerUrl(
  { DNSName = '', Scheme }: LoadBalancer,
  { Protocol = 'TCP', Port = 0 }: Listener,
): BalancerUrl {
  const scheme = Protocol.toLowerCase();
  const standard = { http: 80, https: 443 }[scheme];
  return {
    url: `${scheme}://${DNSName}${Port === standard ? '' : `:${Port}`}/`,
    ...(Scheme === 'internal'
      ? { note: 'the load balancer is internal: it answers only inside its network' }
      : {}),
  };
}
