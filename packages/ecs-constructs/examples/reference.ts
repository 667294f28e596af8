import type { TerraformStack } from 'cdktf';
import {
  acknowledge,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  ImageRepository,
  LogDriver,
  LogGroup,
  Network,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptOpenPorts } from './accepted-findings';

/** Three hosts in three zones, one task on a host port that everybody knows, and everything they need. */
export function reference(stack: TerraformStack): void {
  const network = new Network(stack, 'Network', {
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  });
  acknowledge(network, {
    id: 'ecs-ec2/public-subnet',
    reason:
      'hosts in private subnets need a NAT gateway or endpoints, which cost more than the hosts',
  });
  acknowledge(network, {
    id: 'ecs-ec2/flow-logs',
    reason: 'flow logs are charged by the gigabyte, and an example has no traffic to explain',
  });
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'reference', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8080);

  const repository = new ImageRepository(stack, 'Repository', {
    repositoryName: 'hello',
    // An example may lose its images; by default a repository that holds some is not destroyed.
    forceDelete: true,
  });
  const logGroup = new LogGroup(stack, 'Logs', { logGroupName: '/reference/hello' });
  acknowledge(logGroup, {
    id: 'ecs-ec2/log-retention',
    reason: 'these log lines are no audit trail',
  });
  acknowledge(logGroup, {
    id: 'ecs-ec2/log-kms',
    reason: 'a key of your own costs $1 a month; CloudWatch encrypts log lines anyway',
  });
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', {
    family: 'reference',
    cpu: 512,
    memoryMiB: 512,
  });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRepository(repository, { tag: '1' }),
    user: '1000:1000',
    memoryReservationMiB: 256,
    portMappings: [{ hostPort: 8080, containerPort: 8080 }],
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'hello' }),
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'reference',
    cluster,
    taskDefinition,
    peers: [Peer.anyIpv4()],
  });
}
