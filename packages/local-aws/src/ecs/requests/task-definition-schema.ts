import {
  ACCESS_POINT_ID,
  FILE_SYSTEM_ID,
  IMAGE,
  LOG_GROUP,
  LOG_STREAM_PREFIX,
  NAME,
  PATH,
  VARIABLE,
} from './names';
import { FLAG, integer, list, oneOf, structure, TEXT, text, TEXTS_BY_NAME } from './schema';

/** Tags of every resource. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
export const TAGS = list(structure({ key: TEXT, value: TEXT }, 'key'), 50);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html */
export const CONSTRAINTS = list(structure({ type: TEXT, expression: TEXT }, 'type'), 10);

/** Variables of a container, of the definition or of an override. */
export const VARIABLES = list(structure({ name: VARIABLE, value: TEXT }, 'name'));

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html */
export const VARIABLE_FILES = list(
  structure(
    {
      value: text(
        /^arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]*[a-z0-9]\/(?!(.*\/)?\.\.(\/|$)).+$/,
        'the ARN of an object in S3',
      ),
      type: oneOf('s3'),
    },
    'value',
  ),
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html */
const PORT_MAPPING = structure({
  containerPort: integer(0, 65_535),
  hostPort: integer(0, 65_535),
  protocol: oneOf('tcp', 'udp'),
  containerPortRange: text(/^[0-9]+-[0-9]+$/, 'two ports joined by a hyphen'),
  name: TEXT,
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
const HEALTH_CHECK = structure(
  {
    command: { ...list(TEXT), minItems: 1 },
    interval: integer(5, 300),
    timeout: integer(2, 60),
    retries: integer(1, 10),
    startPeriod: integer(0, 300),
  },
  'command',
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html */
const LINUX_PARAMETERS = structure({
  initProcessEnabled: FLAG,
  capabilities: structure({ add: list(TEXT), drop: list(text(/^[A-Za-z_]+$/, 'a capability')) }),
  devices: list(
    structure({ hostPath: PATH, containerPath: PATH, permissions: list(TEXT) }, 'hostPath'),
  ),
  tmpfs: list(
    structure(
      {
        containerPath: text(/^\/[^\0-\x1f:]*$/, "an absolute path without ':'"),
        size: integer(0),
        mountOptions: list(text(/^[a-z_]+(=[\w.]+)?$/, 'an option of a tmpfs mount')),
      },
      'containerPath',
      'size',
    ),
  ),
  sharedMemorySize: integer(0),
  maxSwap: integer(0),
  swappiness: integer(0, 100),
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html */
const LOG_CONFIGURATION = structure(
  {
    logDriver: TEXT,
    options: {
      ...TEXTS_BY_NAME,
      properties: {
        'awslogs-group': LOG_GROUP,
        'awslogs-stream-prefix': LOG_STREAM_PREFIX,
        'awslogs-region': text(/^[a-z0-9-]{1,50}$/, 'a region'),
      },
    },
    secretOptions: list(structure({ name: TEXT, valueFrom: TEXT })),
  },
  'logDriver',
);

/** https://datatracker.ietf.org/doc/html/rfc1123#section-2 */
const HOST_NAME = text(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/, 'a host name');

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const CONTAINER_DEFINITION = structure(
  {
    name: NAME,
    image: IMAGE,
    cpu: integer(0),
    memory: integer(4),
    memoryReservation: integer(4),
    essential: FLAG,
    privileged: FLAG,
    readonlyRootFilesystem: FLAG,
    user: text(
      /^[\w.$][\w.$-]{0,63}(:[\w.$-]{1,64})?$/,
      'user, uid, user:group, uid:gid and the like',
    ),
    workingDirectory: PATH,
    hostname: HOST_NAME,
    interactive: FLAG,
    pseudoTerminal: FLAG,
    dnsServers: list(text(/^[0-9a-fA-F.:]{2,45}$/, 'an IP address')),
    dnsSearchDomains: list(HOST_NAME),
    extraHosts: list(
      structure(
        {
          hostname: HOST_NAME,
          ipAddress: text(/^([0-9a-fA-F.:]{2,45}|host-gateway)$/, 'an IP address'),
        },
        'hostname',
        'ipAddress',
      ),
    ),
    portMappings: list(PORT_MAPPING, 100),
    environment: VARIABLES,
    environmentFiles: VARIABLE_FILES,
    secrets: list(structure({ name: VARIABLE, valueFrom: TEXT }, 'name', 'valueFrom')),
    command: list(TEXT),
    entryPoint: list(TEXT),
    links: list(TEXT),
    startTimeout: integer(0),
    stopTimeout: integer(0),
    logConfiguration: LOG_CONFIGURATION,
    healthCheck: HEALTH_CHECK,
    dependsOn: list(
      structure(
        { containerName: NAME, condition: oneOf('START', 'COMPLETE', 'SUCCESS', 'HEALTHY') },
        'containerName',
        'condition',
      ),
    ),
    mountPoints: list(structure({ sourceVolume: NAME, containerPath: PATH, readOnly: FLAG })),
    volumesFrom: list(structure({ sourceContainer: NAME, readOnly: FLAG })),
    ulimits: list(
      structure(
        {
          name: text(/^[a-z]+$/, 'a limit as Docker names it'),
          softLimit: integer(-1, Number.MAX_SAFE_INTEGER),
          hardLimit: integer(-1, Number.MAX_SAFE_INTEGER),
        },
        'name',
        'softLimit',
        'hardLimit',
      ),
    ),
    dockerLabels: {
      ...TEXTS_BY_NAME,
      propertyNames: text(/^[^=\s]+$/, "labels without '=' and spaces"),
    },
    dockerSecurityOptions: list(TEXT),
    systemControls: list(
      structure({ namespace: text(/^[\w.-]+$/, 'the name of a kernel parameter'), value: TEXT }),
    ),
    linuxParameters: LINUX_PARAMETERS,
    disableNetworking: FLAG,
    restartPolicy: structure(
      {
        enabled: FLAG,
        ignoredExitCodes: list(integer(-(2 ** 31)), 50),
        restartAttemptPeriod: integer(60, 1800),
      },
      'enabled',
    ),
    resourceRequirements: list(structure({ type: TEXT, value: TEXT }, 'type', 'value')),
    credentialSpecs: list(TEXT, 1),
  },
  'name',
  'image',
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
const VOLUME = structure(
  {
    name: NAME,
    host: structure({ sourcePath: PATH }),
    dockerVolumeConfiguration: structure({
      scope: oneOf('task', 'shared'),
      autoprovision: FLAG,
      driver: TEXT,
      driverOpts: TEXTS_BY_NAME,
      labels: TEXTS_BY_NAME,
    }),
    efsVolumeConfiguration: structure(
      {
        fileSystemId: FILE_SYSTEM_ID,
        rootDirectory: TEXT,
        authorizationConfig: structure({ accessPointId: ACCESS_POINT_ID, iam: TEXT }),
      },
      'fileSystemId',
    ),
    configuredAtLaunch: FLAG,
  },
  'name',
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const TASK_DEFINITION_SCHEMA = structure(
  {
    family: NAME,
    containerDefinitions: { ...list(CONTAINER_DEFINITION, 10), minItems: 1 },
    volumes: list(VOLUME),
    placementConstraints: CONSTRAINTS,
    requiresCompatibilities: list(TEXT),
    networkMode: oneOf('bridge', 'host', 'awsvpc', 'none'),
    pidMode: oneOf('host', 'task'),
    ipcMode: oneOf('host', 'task', 'none'),
    cpu: text(
      /^[0-9]{1,8}$|^[0-9]{1,8}(\.[0-9]{1,8})? ?[vV][cC][pP][uU]$/,
      "cpu units such as 512, or '0.5 vCPU'",
    ),
    enableFaultInjection: FLAG,
    memory: text(
      /^[0-9]{1,8}$|^[0-9]{1,8}(\.[0-9]{1,8})? ?[gG][bB]$/,
      "MiB such as 512, or '0.5 GB'",
    ),
    taskRoleArn: TEXT,
    executionRoleArn: TEXT,
    tags: TAGS,
  },
  'family',
  'containerDefinitions',
);
