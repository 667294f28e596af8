import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  MachineImage,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptOpenPorts } from './accepted-findings';

/**
 * Every host launches with the image that is the newest then, and no host gets older than a week: patches arrive without
 * an apply, and no plan ever shows an image.
 */
export function latestImageAtLaunch(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'latest-image', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    instanceCount: 2,
    machineImage: MachineImage.amazonLinux2023({ lookup: 'at-launch' }),
    maxInstanceLifetimeDays: 7,
  });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8080);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'latest-image' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 256,
    portMappings: [{ hostPort: 8080, containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'latest-image',
    cluster,
    taskDefinition,
    peers: [Peer.anyIpv4()],
  });
}
