import type { Construct } from 'constructs';
import { TerraformOutput, TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerInstanceRole,
  Ec2Service,
  Ec2TaskDefinition,
  ImageRepository,
  LoadBalancedEc2Service,
  LogDriver,
  LogGroup,
  MachineImage,
  Network,
  Peer,
  type ContainerImage,
  type Ec2Capacity,
  type INetwork,
} from 'ecs-constructs';
import { acceptFindings } from './accepted-findings';
import { helloContainerImage } from './hello-container-image';
import { helloImage, type HelloImage } from './hello-image';
import { helloNames } from './names';
import { awsProvider } from './providers';
import { keepStateInS3 } from './state-backend';
import type { StageConfig } from './stage';

/** Port the container listens on; only hosts see it. */
const CONTAINER_PORT = 8080;

/** The user of the image, said again: a scanner that reads the task takes an absent one for root. */
const CONTAINER_USER = '1000:1000';

/** Asks the server as a visitor would. The image has no shell and no curl, but it has node. */
const HEALTH_CHECK =
  `require('http').get('http://127.0.0.1:${CONTAINER_PORT}/', ({ statusCode }) => ` +
  "process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))";

/** Answers with 503 once the server has been told to stop, so that the load balancer sends it nothing more. */
const HEALTH_PATH = '/healthz';

/** A task answers many more; what they cost in CPU on a small host is why there should be another one. */
const REQUESTS_PER_TASK_AND_MINUTE = 6000;

/** How long ECS lets the container answer what is under way, between SIGTERM and SIGKILL. */
const STOP_TIMEOUT_SECONDS = 30;

/** The first Terraform, and OpenTofu, whose lock in S3 is not an experiment any more. */
const TERRAFORM_VERSIONS = '>= 1.11.0';

/** Everything a stage consists of: repository, image, network, cluster of hosts, task and service. */
export class HelloStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    // CDK Terrain, the living fork, asks at synth what the stack is for: with its own default it refuses the lock in S3.
    // cdktf does not ask. Before all children, because context is closed by the first.
    this.node.setContext('targetVersions', {
      terraform: TERRAFORM_VERSIONS,
      opentofu: TERRAFORM_VERSIONS,
    });
    const names = helloNames(config);
    awsProvider(this, config);
    keepStateInS3(this, config);
    this.addOverride('terraform.required_version', TERRAFORM_VERSIONS);

    const repository = new ImageRepository(this, 'Repository', {
      repositoryName: config.image.repositoryName,
      // `latest` moves with every push; the task definition names the content hash beside it.
      imageTagMutability: 'MUTABLE',
      forceDelete: config.deleteImagesOnDestroy,
    });
    // Hashed once: the tag of the task's image and the version in its answer are the same value.
    const hello = helloImage(config);
    const image = helloContainerImage(this, repository, config, hello);

    const network = stageNetwork(this, config);
    const cluster = new Cluster(this, 'Cluster', { clusterName: names.cluster, network });
    const capacity = addHosts(this, cluster, config);

    const task = helloTask(this, image, hello.tag, config);
    const service = helloService(this, cluster, task, config);
    acceptFindings(this, config.service);

    const outputs: Readonly<Record<string, unknown>> = {
      repository_url: repository.repositoryUrl,
      image: image.reference,
      cluster_name: cluster.clusterName,
      service_name: service.serviceName,
      task_definition_arn: task.taskDefinitionArn,
      security_group_id: capacity.securityGroupId,
      subnet_ids: network.subnets.map((subnet) => subnet.subnetId),
      availability_zones: network.subnets.map((subnet) => subnet.availabilityZone),
    };
    for (const [name, value] of Object.entries(outputs)) {
      new TerraformOutput(this, name, { value, staticId: true });
    }
  }
}

/** One made for the stage, or the one that its configuration names. */
function stageNetwork(stack: HelloStack, { network, nickname }: StageConfig): INetwork {
  return network.kind === 'create'
    ? new Network(stack, 'Network', {
        networkName: `${nickname}-ecs`,
        cidrBlock: network.cidrBlock,
        availabilityZones: network.availabilityZones,
        hostSubnets: network.hostSubnets,
      })
    : Network.fromAttributes(stack, 'Network', {
        vpcId: network.vpcId,
        subnets: network.subnets,
      });
}

function addHosts(stack: HelloStack, cluster: Cluster, { hosts }: StageConfig): Ec2Capacity {
  return cluster.addCapacity('Hosts', {
    instanceType: hosts.instanceType,
    instanceCount: hosts.instanceCount,
    machineImage:
      hosts.operatingSystem === 'amazon-linux-2'
        ? MachineImage.amazonLinux2()
        : MachineImage.amazonLinux2023(),
    managedScaling:
      hosts.capacityMode === 'managed'
        ? { minInstanceCount: hosts.instanceCount, maxInstanceCount: 2 * hosts.instanceCount }
        : undefined,
    ...(hosts.adoptRoleName === undefined
      ? {}
      : {
          containerInstanceRole: ContainerInstanceRole.fromRoleName(
            stack,
            'ContainerInstanceRole',
            hosts.adoptRoleName,
          ),
        }),
  });
}

/** On a port of its hosts, or behind a load balancer. */
function helloService(
  stack: HelloStack,
  cluster: Cluster,
  taskDefinition: Ec2TaskDefinition,
  config: StageConfig,
): Ec2Service {
  const { desiredCount, maximumCount, settleMinutes } = config.service;
  const props = {
    serviceName: helloNames(config).service,
    cluster,
    taskDefinition,
    desiredCount,
    // Whoever has the URL gets the hello.
    peers: [Peer.anyIpv4()],
    timeoutMinutes: settleMinutes,
  };
  if (!isBalanced(config)) {
    return new Ec2Service(stack, 'Service', props);
  }
  const { service, targetGroup } = new LoadBalancedEc2Service(stack, 'Service', {
    ...props,
    internetFacing: true,
    // Below the time for which the server keeps a connection that is idle: it must never be the first to close one.
    idleTimeoutSeconds: 4,
    healthCheck: { path: HEALTH_PATH },
  });
  if (maximumCount !== undefined) {
    const limits = { minCapacity: desiredCount, maxCapacity: maximumCount };
    const requestsPerTarget = REQUESTS_PER_TASK_AND_MINUTE;
    service
      .autoScaleTaskCount(limits)
      .scaleOnRequestCount('Requests', { requestsPerTarget, targetGroup });
  }
  return service;
}

function isBalanced({ service }: StageConfig): boolean {
  return service.reachedBy === 'load-balancer';
}

function helloTask(
  stack: HelloStack,
  image: ContainerImage,
  version: HelloImage['tag'],
  config: StageConfig,
): Ec2TaskDefinition {
  const names = helloNames(config);
  const task = new Ec2TaskDefinition(stack, 'Task', {
    family: names.family,
    cpu: config.service.cpu,
    memoryMiB: config.service.memoryMiB,
  });
  const logGroup = new LogGroup(stack, 'Logs', { logGroupName: names.logGroup });
  task.addContainer('Server', {
    containerName: names.container,
    image,
    user: CONTAINER_USER,
    memoryReservationMiB: config.service.memoryReservationMiB,
    portMappings: [
      { hostPort: isBalanced(config) ? 0 : config.service.hostPort, containerPort: CONTAINER_PORT },
    ],
    environment: {
      // The answer carries it, so that a deployment can tell the new revision from the old one.
      APP_VERSION: version,
      // ECS does not tell a container how long it has: the server divides the time by it.
      STOP_TIMEOUT_SECONDS: String(STOP_TIMEOUT_SECONDS),
    },
    // A deployment waits for the first check, which comes after one interval. A host that is short of CPU starts node
    // slowly: that alone is no reason to replace a task that serves.
    healthCheck: {
      command: ['CMD', 'node', '-e', HEALTH_CHECK],
      intervalSeconds: 10,
      timeoutSeconds: 30,
      retries: 5,
      startPeriodSeconds: 30,
    },
    stopTimeoutSeconds: STOP_TIMEOUT_SECONDS,
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'hello' }),
  });
  return task;
}
