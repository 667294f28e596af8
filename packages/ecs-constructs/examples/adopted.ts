import { DataAwsSecurityGroup } from '@cdktf/provider-aws/lib/data-aws-security-group';
import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  ContainerInstanceRole,
  Ec2Service,
  Ec2TaskDefinition,
  HostSecurityGroup,
  ImageRepository,
  LogDriver,
  LogGroup,
  Network,
  Peer,
  Role,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';

/** Network, roles, security group, repository and log group are managed elsewhere; none of them is changed. */
export function adopted(stack: TerraformStack): void {
  const network = Network.fromLookup(stack, 'Network', {
    tags: { Name: 'existing' },
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  });
  const hosts = new DataAwsSecurityGroup(stack, 'ExistingHosts', {
    name: 'existing-hosts',
    vpcId: network.vpcId,
  });
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'adopted', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    instanceCount: 2,
    containerInstanceRole: ContainerInstanceRole.fromRoleName(
      stack,
      'ExistingHostRole',
      'ecsInstanceRole',
    ),
    securityGroup: HostSecurityGroup.fromSecurityGroupId(stack, 'ExistingGroup', hosts.id),
  });
  acceptFindingsOfHosts(cluster);

  const repository = ImageRepository.fromRepositoryName(
    stack,
    'ExistingRepository',
    'existing/hello',
  );
  const logGroup = LogGroup.fromLogGroupName(stack, 'ExistingLogs', '/existing/hello');
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', {
    family: 'adopted',
    taskRole: Role.fromRoleName(stack, 'ExistingTaskRole', 'existing-task-role', {
      mutable: false,
    }),
  });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRepository(repository, { tag: '1' }),
    user: '1000:1000',
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 8080 }],
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'hello' }),
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'adopted',
    cluster,
    taskDefinition,
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')],
  });
}
