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

/** Several services share the hosts of one cluster, each on a host port of its own. */
export function severalServices(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'several-services', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8081, 8082, 8083);

  for (const [index, name] of ['orders', 'payments', 'search'].entries()) {
    const taskDefinition = new Ec2TaskDefinition(stack, `${name}-task`, { family: name });
    taskDefinition.addContainer('Server', {
      image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
      user: '101:101',
      tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
      memoryLimitMiB: 256,
      portMappings: [{ hostPort: 8081 + index, containerPort: 8080 }],
    });
    new Ec2Service(stack, name, {
      serviceName: name,
      cluster,
      taskDefinition,
      peers: [Peer.anyIpv4()],
    });
  }
}
