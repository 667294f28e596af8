import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptOpenPorts } from './accepted-findings';

/** Graviton hosts: the machine image follows the instance type, and images for another platform are refused at synth. */
export function arm64(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'arm64', network });
  cluster.addCapacity('Hosts', { instanceType: 't4g.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8080);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'arm64' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29', {
      platform: 'linux/arm64',
    }),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 256,
    portMappings: [{ hostPort: 8080, containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'arm64',
    cluster,
    taskDefinition,
    peers: [Peer.anyIpv4()],
  });
}
