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

/** Hosts with an operating system that only runs containers: no shell, no package manager, a root nobody can write. */
export function bottlerocket(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'bottlerocket', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    instanceCount: 2,
    machineImage: MachineImage.bottlerocket(),
  });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8080);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'bottlerocket' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 256,
    portMappings: [{ hostPort: 8080, containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'bottlerocket',
    cluster,
    taskDefinition,
    peers: [Peer.anyIpv4()],
  });
}
