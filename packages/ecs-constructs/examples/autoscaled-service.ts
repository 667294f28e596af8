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

/** The number of tasks follows their load, and the number of hosts follows the tasks. Terraform leaves both alone. */
export function autoscaledService(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'autoscaled', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    instanceCount: 1,
    managedScaling: { minInstanceCount: 1, maxInstanceCount: 4 },
  });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'autoscaled' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    cpu: 256,
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 8080 }],
  });
  const service = new Ec2Service(stack, 'Service', {
    serviceName: 'autoscaled',
    cluster,
    taskDefinition,
    // The addresses of the network; with a load balancer, its security group.
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')],
    desiredCount: 2,
  });
  service
    .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
    .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
}
