import type { MotoClient } from './moto-client';

/**
 * moto loads a service on its first call, more than a second for EC2: done here while the caller still plans. The
 * default VPC and the managed IAM policies are made by the way.
 */
export async function warmUp(moto: MotoClient, region = 'us-east-1'): Promise<void> {
  const calls = [
    () => moto.query('iam', region, 'ListRoles', {}),
    () => moto.query('ec2', region, 'DescribeRegions', {}),
    () => moto.query('autoscaling', region, 'DescribeAutoScalingGroups', {}),
    () => moto.json('ecs', region, 'ListClusters', {}),
    () => moto.json('ecr', region, 'DescribeRepositories', {}),
    () => moto.json('ssm', region, 'DescribeParameters', {}),
  ];
  // One after the other: Python runs one thread at a time anyway, and the caller's calls must get their turn.
  for (const call of calls) {
    await call().catch(() => undefined);
  }
}
