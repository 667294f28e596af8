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

/** ECS decides how many hosts there are: it begins with one, and adds others for the tasks that do not fit. */
export function managedCapacity(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'managed-capacity', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.micro',
    instanceCount: 1,
    managedScaling: { minInstanceCount: 1, maxInstanceCount: 5 },
  });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'managed-capacity' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 400,
    portMappings: [{ containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'managed-capacity',
    cluster,
    taskDefinition,
    // The addresses of the network; with a load balancer, its security group.
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')],
    desiredCount: 6,
  });
}
