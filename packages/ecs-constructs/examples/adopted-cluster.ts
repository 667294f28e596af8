import type { TerraformStack } from 'cdktf';
import { Cluster, ContainerImage, Ec2Service, Ec2TaskDefinition } from 'ecs-constructs';

/** A service on a cluster that another stack manages. */
export function adoptedCluster(stack: TerraformStack): void {
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'existing' });
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'guest' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 128,
    portMappings: [{ containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', { serviceName: 'guest', cluster, taskDefinition });
}
