import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
} from 'ecs-constructs';

/** The number of tasks follows their load, and the number of hosts follows the tasks. Terraform leaves both alone. */
export function autoscaledService(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'autoscaled', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    instanceCount: 1,
    managedScaling: { minInstanceCount: 1, maxInstanceCount: 4 },
  });

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'autoscaled' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    cpu: 256,
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 80 }],
  });
  const service = new Ec2Service(stack, 'Service', {
    serviceName: 'autoscaled',
    cluster,
    taskDefinition,
    desiredCount: 2,
  });
  service
    .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
    .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
}
