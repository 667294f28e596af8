import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';

/** More tasks than hosts: ECS chooses the host ports, so several tasks share a host and rollouts need no spare one. */
export function dynamicPorts(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'dynamic-ports', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'dynamic-ports' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 128,
    portMappings: [{ containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'dynamic-ports',
    cluster,
    taskDefinition,
    // The addresses of the network; with a load balancer, its security group.
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')],
    desiredCount: 4,
  });
}
