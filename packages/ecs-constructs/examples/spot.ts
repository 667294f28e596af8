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

/** One on-demand host, the others from whatever Spot pool has most to spare; hosts taken back are drained first. */
export function spot(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'spot', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    otherInstanceTypes: ['t3a.small', 't3.medium'],
    instanceCount: 3,
    spot: { onDemandBaseCapacity: 1 },
  });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'spot' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'spot',
    cluster,
    taskDefinition,
    // The addresses of the network; with a load balancer, its security group.
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')],
    desiredCount: 3,
  });
}
