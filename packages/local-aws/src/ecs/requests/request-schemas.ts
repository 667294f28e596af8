import { IMAGE, NAME, NAME_OR_ARN, TASK_DEFINITION } from './names';
import { FLAG, integer, list, oneOf, structure, TEXT, type Schema } from './schema';
import {
  CONSTRAINTS,
  TAGS,
  TASK_DEFINITION_SCHEMA,
  VARIABLE_FILES,
  VARIABLES,
} from './task-definition-schema';

/** Tasks of a service. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const MAXIMUM_TASKS = 5000;

const INCLUDE = list(TEXT);
const REFERENCES = list(TEXT, 100);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html */
const STRATEGIES = list(
  structure({ type: oneOf('random', 'spread', 'binpack'), field: TEXT }, 'type'),
  5,
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
const PROVIDER_STRATEGY = list(
  structure(
    { capacityProvider: NAME_OR_ARN, weight: integer(0, 1000), base: integer(0, 100_000) },
    'capacityProvider',
  ),
  20,
);

/** Minutes of a bake time. */
const DAY = integer(0, 1440);

/** Requests that move at once, in percent. */
function percent(minimum: number): Schema {
  return { type: 'number', minimum, maximum: 100 };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
const DEPLOYMENT_CONFIGURATION = structure({
  minimumHealthyPercent: integer(0, 100),
  maximumPercent: integer(0, 100_000),
  deploymentCircuitBreaker: structure({ enable: FLAG, rollback: FLAG }, 'enable', 'rollback'),
  strategy: oneOf('ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'),
  bakeTimeInMinutes: DAY,
  linearConfiguration: structure({ stepPercent: percent(3), stepBakeTimeInMinutes: DAY }),
  canaryConfiguration: structure({ canaryPercent: percent(0.1), canaryBakeTimeInMinutes: DAY }),
  lifecycleHooks: list(
    structure({ hookTargetArn: TEXT, roleArn: TEXT, lifecycleStages: list(TEXT) }),
  ),
  alarms: structure({ alarmNames: list(TEXT), enable: FLAG, rollback: FLAG }),
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html */
const OVERRIDES = structure({
  containerOverrides: list(
    structure({
      name: NAME,
      image: IMAGE,
      command: list(TEXT),
      environment: VARIABLES,
      environmentFiles: VARIABLE_FILES,
      cpu: integer(0),
      memory: integer(4),
      memoryReservation: integer(4),
    }),
  ),
  cpu: TEXT,
  memory: TEXT,
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html */
const VOLUME_CONFIGURATIONS = list(
  structure(
    {
      name: NAME,
      managedEBSVolume: structure(
        {
          roleArn: TEXT,
          sizeInGiB: integer(1, 16_384),
          snapshotId: TEXT,
          volumeType: oneOf('gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard'),
          filesystemType: oneOf('ext3', 'ext4', 'xfs', 'ntfs'),
          iops: integer(100),
          throughput: integer(125),
          encrypted: FLAG,
          kmsKeyId: TEXT,
          terminationPolicy: structure({ deleteOnTermination: FLAG }, 'deleteOnTermination'),
        },
        'roleArn',
      ),
    },
    'name',
  ),
  1,
);

/** What CreateService and UpdateService have in common. */
const SERVICE: Readonly<Record<string, Schema>> = {
  cluster: NAME_OR_ARN,
  taskDefinition: TASK_DEFINITION,
  desiredCount: integer(0, MAXIMUM_TASKS),
  deploymentConfiguration: DEPLOYMENT_CONFIGURATION,
  deploymentController: structure({ type: TEXT }),
  placementConstraints: CONSTRAINTS,
  placementStrategy: STRATEGIES,
  capacityProviderStrategy: PROVIDER_STRATEGY,
  healthCheckGracePeriodSeconds: integer(),
  loadBalancers: list(
    structure({
      containerName: TEXT,
      containerPort: integer(0, 65_535),
      advancedConfiguration: structure({
        alternateTargetGroupArn: TEXT,
        productionListenerRule: TEXT,
        testListenerRule: TEXT,
        roleArn: TEXT,
      }),
    }),
  ),
  serviceRegistries: list(structure({ registryArn: TEXT })),
  networkConfiguration: structure({}),
  volumeConfigurations: VOLUME_CONFIGURATIONS,
  enableExecuteCommand: FLAG,
  enableECSManagedTags: FLAG,
  propagateTags: TEXT,
  availabilityZoneRebalancing: TEXT,
  platformVersion: TEXT,
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html */
const GROUP_PROVIDER = structure({
  autoScalingGroupArn: TEXT,
  managedScaling: structure({
    status: oneOf('ENABLED', 'DISABLED'),
    targetCapacity: integer(1, 100),
    minimumScalingStepSize: integer(1, 10_000),
    maximumScalingStepSize: integer(1, 10_000),
    instanceWarmupPeriod: integer(0, 10_000),
  }),
  managedTerminationProtection: oneOf('ENABLED', 'DISABLED'),
  managedDraining: oneOf('ENABLED', 'DISABLED'),
});

const PAGE: Readonly<Record<string, Schema>> = { maxResults: integer(1, 100), nextToken: TEXT };
const CLUSTER_SETTINGS = list(structure({ name: TEXT, value: TEXT }));

/** What each action takes; members beyond these are nobody's. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export const REQUEST_SCHEMAS: Readonly<Record<string, Schema>> = {
  RegisterTaskDefinition: TASK_DEFINITION_SCHEMA,
  DescribeTaskDefinition: structure(
    { taskDefinition: TASK_DEFINITION, include: INCLUDE },
    'taskDefinition',
  ),
  DeregisterTaskDefinition: structure({ taskDefinition: TASK_DEFINITION }, 'taskDefinition'),
  DeleteTaskDefinitions: structure({ taskDefinitions: list(TASK_DEFINITION, 10) }),
  ListTaskDefinitions: structure({ familyPrefix: NAME, status: TEXT, sort: TEXT, ...PAGE }),
  ListTaskDefinitionFamilies: structure({ familyPrefix: TEXT, status: TEXT, ...PAGE }),
  CreateCluster: structure({
    clusterName: NAME,
    tags: TAGS,
    settings: CLUSTER_SETTINGS,
    configuration: structure({}),
    capacityProviders: list(NAME_OR_ARN),
    defaultCapacityProviderStrategy: PROVIDER_STRATEGY,
    serviceConnectDefaults: structure({}),
  }),
  DescribeClusters: structure({ clusters: list(NAME_OR_ARN, 100), include: INCLUDE }),
  UpdateCluster: structure({ cluster: NAME_OR_ARN, settings: CLUSTER_SETTINGS }, 'cluster'),
  UpdateClusterSettings: structure({ cluster: NAME_OR_ARN, settings: CLUSTER_SETTINGS }, 'cluster'),
  DeleteCluster: structure({ cluster: NAME_OR_ARN }, 'cluster'),
  ListClusters: structure(PAGE),
  CreateService: structure(
    {
      ...SERVICE,
      serviceName: NAME,
      launchType: TEXT,
      tags: TAGS,
      role: TEXT,
      schedulingStrategy: oneOf('REPLICA', 'DAEMON'),
      clientToken: TEXT,
    },
    'serviceName',
    'taskDefinition',
  ),
  UpdateService: structure(
    { ...SERVICE, service: NAME_OR_ARN, forceNewDeployment: FLAG },
    'service',
  ),
  DeleteService: structure({ cluster: NAME_OR_ARN, service: NAME_OR_ARN, force: FLAG }, 'service'),
  DescribeServices: structure({
    cluster: NAME_OR_ARN,
    services: list(NAME_OR_ARN, 10),
    include: INCLUDE,
  }),
  ListServices: structure({
    cluster: NAME_OR_ARN,
    launchType: TEXT,
    schedulingStrategy: TEXT,
    ...PAGE,
  }),
  RunTask: structure(
    {
      cluster: NAME_OR_ARN,
      taskDefinition: TASK_DEFINITION,
      count: integer(1, 10),
      overrides: OVERRIDES,
      group: TEXT,
      startedBy: TEXT,
      placementConstraints: CONSTRAINTS,
      placementStrategy: STRATEGIES,
      capacityProviderStrategy: PROVIDER_STRATEGY,
      launchType: TEXT,
      tags: TAGS,
      volumeConfigurations: VOLUME_CONFIGURATIONS,
      enableExecuteCommand: FLAG,
      enableECSManagedTags: FLAG,
      propagateTags: TEXT,
    },
    'taskDefinition',
  ),
  StopTask: structure({ cluster: NAME_OR_ARN, task: NAME_OR_ARN, reason: TEXT }, 'task'),
  ExecuteCommand: structure(
    { cluster: NAME_OR_ARN, task: NAME_OR_ARN, container: TEXT, command: TEXT, interactive: FLAG },
    'task',
    'command',
  ),
  DescribeTasks: structure({ cluster: NAME_OR_ARN, tasks: REFERENCES, include: INCLUDE }),
  ListTasks: structure({
    cluster: NAME_OR_ARN,
    serviceName: NAME_OR_ARN,
    containerInstance: NAME_OR_ARN,
    family: NAME,
    startedBy: TEXT,
    desiredStatus: oneOf('RUNNING', 'PENDING', 'STOPPED'),
    launchType: TEXT,
    ...PAGE,
  }),
  ListContainerInstances: structure({ cluster: NAME_OR_ARN, status: TEXT, filter: TEXT, ...PAGE }),
  DescribeContainerInstances: structure({ cluster: NAME_OR_ARN, containerInstances: REFERENCES }),
  UpdateContainerInstancesState: structure({
    cluster: NAME_OR_ARN,
    containerInstances: list(TEXT, 10),
    status: TEXT,
  }),
  CreateCapacityProvider: structure(
    { name: NAME, autoScalingGroupProvider: GROUP_PROVIDER, tags: TAGS },
    'name',
  ),
  DescribeCapacityProviders: structure({
    capacityProviders: list(NAME_OR_ARN, 100),
    include: INCLUDE,
    ...PAGE,
  }),
  UpdateCapacityProvider: structure(
    { name: NAME_OR_ARN, autoScalingGroupProvider: GROUP_PROVIDER },
    'name',
  ),
  DeleteCapacityProvider: structure({ capacityProvider: NAME_OR_ARN }, 'capacityProvider'),
  PutClusterCapacityProviders: structure(
    {
      cluster: NAME_OR_ARN,
      capacityProviders: list(NAME_OR_ARN),
      defaultCapacityProviderStrategy: PROVIDER_STRATEGY,
    },
    'cluster',
    'capacityProviders',
    'defaultCapacityProviderStrategy',
  ),
  ListServiceDeployments: structure(
    {
      cluster: NAME_OR_ARN,
      service: NAME_OR_ARN,
      status: list(TEXT),
      createdAt: structure({ after: { type: 'number' }, before: { type: 'number' } }),
      ...PAGE,
    },
    'service',
  ),
  DescribeServiceDeployments: structure({ serviceDeploymentArns: list(TEXT, 20) }),
  StopServiceDeployment: structure(
    { serviceDeploymentArn: TEXT, stopType: oneOf('ABORT', 'ROLLBACK') },
    'serviceDeploymentArn',
  ),
  DescribeServiceRevisions: structure({ serviceRevisionArns: list(TEXT, 20) }),
  TagResource: structure({ resourceArn: TEXT, tags: TAGS }, 'resourceArn', 'tags'),
  UntagResource: structure({ resourceArn: TEXT, tagKeys: list(TEXT) }, 'resourceArn', 'tagKeys'),
  ListTagsForResource: structure({ resourceArn: TEXT }, 'resourceArn'),
};
