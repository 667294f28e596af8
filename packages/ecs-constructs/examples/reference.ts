import type { TerraformStack } from 'cdktf';
import {
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

/** Three hosts in three zones, one task on a host port that everybody knows, and everything they need. */
export function reference(stack: TerraformStack): void {
  const network = new Network(stack, 'Network', {
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  });
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'reference', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });

  const repository = new ImageRepository(stack, 'Repository', {
    repositoryName: 'hello',
    // An example may lose its images; by default a repository that holds some is not destroyed.
    forceDelete: true,
  });
  const logGroup = new LogGroup(stack, 'Logs', { logGroupName: '/reference/hello' });
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
