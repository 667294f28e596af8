import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { freePort } from '../free-port';
import type { LocalAwsOptions } from '../options';
import { clientConfiguration, type SmallStack } from './small-stack';

/** An Application Load Balancer with one listener and one target group, in the network of a small stack. */
export interface BalancedWeb {
  readonly url: string;
  readonly targetGroupArn: string;
  readonly listenerArn: string;
  /** What ALBRequestCountPerTarget names it by. */
  readonly label: string;
}

/** What differs from one balancer to the next. */
export interface BalancedWebOptions {
  /** @default hosts of the VPC */
  readonly targetType?: 'instance' | 'ip';
  /** @default 5 */
  readonly drainSeconds?: number;
}

/** Makes one whose targets are asked every 5 s. */
export async function balancedWeb(
  options: LocalAwsOptions,
  { subnets, vpcId: VpcId }: SmallStack,
  { targetType = 'instance', drainSeconds = 5 }: BalancedWebOptions = {},
): Promise<BalancedWeb> {
  const client = new ElasticLoadBalancingV2Client(clientConfiguration(options));
  const { LoadBalancers } = await client.send(
    new CreateLoadBalancerCommand({ Name: 'web', Type: 'application', Subnets: [...subnets] }),
  );
  const { LoadBalancerArn = '', DNSName = '' } = LoadBalancers?.[0] ?? {};
  const { TargetGroups } = await client.send(
    new CreateTargetGroupCommand({
      Name: 'web',
      Protocol: 'HTTP',
      Port: 80,
      VpcId,
      TargetType: targetType,
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const Key = 'deregistration_delay.timeout_seconds';
  await client.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn,
      Attributes: [{ Key, Value: `${drainSeconds}` }],
    }),
  );
  const Port = await freePort(DNSName);
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
  const { Listeners } = await client.send(
    new CreateListenerCommand({ LoadBalancerArn, Port, Protocol: 'HTTP', DefaultActions }),
  );
  client.destroy();
  return {
    url: `http://${DNSName}:${Port}/`,
    targetGroupArn: TargetGroupArn,
    listenerArn: Listeners?.[0]?.ListenerArn ?? '',
    label: `${LoadBalancerArn.split(':loadbalancer/')[1]}/${TargetGroupArn.split(':').at(-1)}`,
  };
}
