import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
} from 'ecs-constructs';

/** More tasks than hosts: ECS chooses the host ports, so several tasks share a host and rollouts need no spare one. */
export function dynamicPorts(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'dynamic-ports', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'dynamic-ports' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    memoryLimitMiB: 128,
    portMappings: [{ containerPort: 80 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'dynamic-ports',
    cluster,
    taskDefinition,
    desiredCount: 4,
  });
}
