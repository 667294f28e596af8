import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2TaskDefinition,
  type INetwork,
  LoadBalancedEc2Service,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptFindingsOfLoadBalancer } from './accepted-findings';

/** A service for everybody behind a load balancer of its own: only the load balancer reaches the hosts. */
export function loadBalancedService(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'load-balanced', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'load-balanced' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 128,
    portMappings: [{ containerPort: 8080 }],
  });
  const web = new LoadBalancedEc2Service(stack, 'Web', {
    serviceName: 'load-balanced',
    cluster,
    taskDefinition,
    desiredCount: 2,
    internetFacing: true,
    peers: [Peer.anyIpv4()],
  });
  acceptFindingsOfLoadBalancer(web.loadBalancer, 80);
}
