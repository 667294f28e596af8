import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  Network,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';
import { acceptFindingsOfPrivateNetwork } from './private-hosts';

/**
 * Graviton hosts, and a Graviton instance in place of a NAT gateway: the machine image follows the instance type, and images
 * for another platform are refused at synth.
 */
export function arm64(stack: TerraformStack): void {
  const network = new Network(stack, 'Network', {
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    cidrBlock: '10.1.0.0/16',
    hostSubnets: 'private',
    natInstances: { instanceType: 't4g.nano' },
  });
  acceptFindingsOfPrivateNetwork(network);
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'arm64', network });
  cluster.addCapacity('Hosts', { instanceType: 't4g.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);

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
    peers: [Peer.ipv4('10.1.0.0/16')],
  });
}
