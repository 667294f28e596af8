import type { TerraformStack } from 'cdktf';
import {
  acknowledge,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  Network,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';

/**
 * Hosts that nobody outside reaches: one NAT gateway for all zones, the layers of ECR's images past it, and IPv6 over a
 * gateway that lets nobody in.
 */
export function privateHosts(stack: TerraformStack): void {
  const network = new Network(stack, 'Network', {
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    hostSubnets: 'private',
    vpcEndpoints: ['s3'],
    ipProtocol: 'dual-stack',
  });
  acknowledge(network, {
    id: 'ecs-ec2/public-subnet',
    reason: 'the NAT gateway stands in them, and no host does',
  });
  acknowledge(network, {
    id: 'ecs-ec2/flow-logs',
    reason: 'flow logs are charged by the gigabyte, and an example has no traffic to explain',
  });
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'private-hosts', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'private-hosts' });
  taskDefinition.addContainer('Worker', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    memoryLimitMiB: 128,
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'worker',
    cluster,
    taskDefinition,
    desiredCount: 2,
  });
}
