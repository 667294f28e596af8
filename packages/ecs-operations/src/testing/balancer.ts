import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LocalServices } from './local-services';

/** Puts a load balancer before a new target group that asks often, and returns the ARN of the group. */
export async function targetGroupBehindBalancer({ clients }: LocalServices): Promise<string> {
  const { ec2, loadBalancing } = clients;
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr-block', Values: ['10.0.*'] }] }),
  );
  const { TargetGroups } = await loadBalancing.send(
    new CreateTargetGroupCommand({
      Name: 'targets',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: Subnets[0]?.VpcId,
      TargetType: 'instance',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
    }),
  );
  const { LoadBalancers } = await loadBalancing.send(
    new CreateLoadBalancerCommand({
      Name: 'door',
      Subnets: Subnets.map(({ SubnetId = '' }) => SubnetId),
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  await loadBalancing.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 8090,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  return TargetGroupArn;
}
