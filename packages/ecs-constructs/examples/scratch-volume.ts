import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  Volume,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';

/** Tasks with room to work: a volume of EBS for each, made when ECS starts it and deleted with it. */
export function scratchVolume(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'scratch-volume', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 1 });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'sorter' });
  taskDefinition.addVolume('scratch', Volume.configuredAtLaunch());
  taskDefinition.addContainer('Sort', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    memoryLimitMiB: 128,
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'sorters',
    cluster,
    taskDefinition,
    managedEbsVolume: { volumeName: 'scratch', sizeGiB: 20 },
  });
}
