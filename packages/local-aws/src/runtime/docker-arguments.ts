import { CONTAINER_LABEL } from '../control/left-containers';
import type { ContainerDefinition, NetworkBinding } from './container-definition';
import { networkArguments } from './docker-network';
import type { ContainerRequest } from './runtime';

const DEFAULT_STOP_SECONDS = 30;
/** Docker's smallest share; ECS gives it to containers that reserve no cpu. */
const MINIMUM_CPU_SHARES = 2;

/**
 * The `docker run` arguments of a container, as the ECS agent would set them.
 * Without a hostname of its own it is Docker's default, the first 12 digits of the container id: an application that greets with its
 * hostname then names a container that `docker ps` knows.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function dockerRunArguments(
  request: ContainerRequest,
  bindings: readonly NetworkBinding[],
  gatewayPort: number,
  /** The options that bring the variables of the definition. */
  environment: readonly string[] = [],
): readonly string[] {
  const { definition } = request;
  const { linuxParameters = {} } = definition;
  const [entryPoint, ...entryArguments] = definition.entryPoint ?? [];
  return [
    'run',
    '--detach',
    ...['--name', containerName(request)],
    ...labels(request, gatewayPort),
    ...placeArguments(request),
    ...(request.place?.holder === undefined ? bindings : []).flatMap(
      ({ bindIP, hostPort, containerPort, protocol }) => [
        '--publish',
        `${bindIP}:${hostPort}:${containerPort}/${protocol}`,
      ],
    ),
    ...limits(request),
    ...swap(request),
    ...['--stop-timeout', String(definition.stopTimeout ?? DEFAULT_STOP_SECONDS)],
    ...flag('--read-only', definition.readonlyRootFilesystem),
    ...flag('--privileged', definition.privileged),
    ...flag('--init', linuxParameters.initProcessEnabled),
    ...hostNamespaces(request),
    ...(definition.dockerSecurityOptions ?? []).flatMap((one) => ['--security-opt', one]),
    ...(definition.systemControls ?? []).flatMap(({ namespace = '', value = '' }) => [
      '--sysctl',
      `${namespace}=${value}`,
    ]),
    ...(linuxParameters.devices ?? []).flatMap(({ hostPath, containerPath, permissions }) => [
      '--device',
      `${hostPath}:${containerPath ?? hostPath}:${(permissions ?? ['read', 'write', 'mknod']).map(([letter]) => letter).join('')}`,
    ]),
    ...network(definition),
    ...flag('--interactive', definition.interactive),
    ...flag('--tty', definition.pseudoTerminal),
    ...option(
      '--shm-size',
      linuxParameters.sharedMemorySize && `${linuxParameters.sharedMemorySize}m`,
    ),
    ...option('--user', definition.user),
    ...option('--workdir', definition.workingDirectory),
    ...option('--entrypoint', entryPoint),
    ...(linuxParameters.capabilities?.add ?? []).flatMap((name) => ['--cap-add', name]),
    ...(linuxParameters.capabilities?.drop ?? []).flatMap((name) => ['--cap-drop', name]),
    ...(linuxParameters.tmpfs ?? []).flatMap(({ containerPath, size, mountOptions = [] }) => [
      '--tmpfs',
      `${containerPath}:${[`size=${size}m`, ...mountOptions].join(',')}`,
    ]),
    ...volumes(request),
    ...volumesFrom(request),
    ...(definition.ulimits ?? []).flatMap(({ name, softLimit, hardLimit }) => [
      '--ulimit',
      `${name}=${softLimit}:${hardLimit}`,
    ]),
    ...environment,
    // Nothing after this is an option, whatever it looks like.
    '--',
    definition.image,
    ...entryArguments,
    ...(definition.command ?? []),
  ];
}

/** `ecs-<family>-<revision>-<container>-<start of the task id>`, in Docker's alphabet. */
export function containerName({ family, revision, definition, taskId }: ContainerRequest): string {
  return `ecs-${family}-${revision}-${definition.name}-${taskId.slice(0, 12)}`.replace(
    /[^a-zA-Z0-9_.-]/g,
    '-',
  );
}

function volumes({ definition, volumes: known = {} }: ContainerRequest): readonly string[] {
  return (definition.mountPoints ?? []).flatMap(({ sourceVolume, containerPath, readOnly }) => {
    const path = known[sourceVolume];
    if (path === undefined) {
      return [];
    }
    // Not --volume: a colon in a path would begin its options.
    const fields = ['type=bind', `source=${path}`, `target=${containerPath}`];
    return ['--mount', csv([...fields, ...(readOnly === true ? ['readonly'] : [])])];
  });
}

/** All volumes of containers of the task that run already. */
function volumesFrom(request: ContainerRequest): readonly string[] {
  return (request.definition.volumesFrom ?? []).flatMap(({ sourceContainer, readOnly }) => {
    const other = { ...request, definition: { ...request.definition, name: sourceContainer } };
    return ['--volumes-from', `${containerName(other)}${readOnly === true ? ':ro' : ''}`];
  });
}

/** One line of CSV, which is how Docker reads `--mount`. */
function csv(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field))
    .join(',');
}

/** The network of the container that holds the address of the task, or one with names. */
function placeArguments({ place }: ContainerRequest): readonly string[] {
  if (place?.holder !== undefined) {
    return ['--network', `container:${place.holder}`];
  }
  return place === undefined ? [] : networkArguments(place);
}

/** Names that the container knows, and its own. */
function network({
  extraHosts = [],
  dnsServers = [],
  dnsSearchDomains = [],
  disableNetworking,
  hostname,
}: ContainerDefinition): readonly string[] {
  return [
    ...(disableNetworking === true ? ['--network', 'none'] : []),
    ...option('--hostname', hostname),
    ...extraHosts.flatMap((host) => ['--add-host', `${host.hostname}:${host.ipAddress}`]),
    ...dnsServers.flatMap((server) => ['--dns', server]),
    ...dnsSearchDomains.flatMap((domain) => ['--dns-search', domain]),
  ];
}

/** `host` only where the user allowed such definitions. */
function hostNamespaces({ pidMode, ipcMode }: ContainerRequest): readonly string[] {
  return [
    ...(pidMode === 'host' ? ['--pid', 'host'] : []),
    ...(ipcMode === 'host' || ipcMode === 'none' ? ['--ipc', ipcMode] : []),
  ];
}

function labels(request: ContainerRequest, gatewayPort: number): readonly string[] {
  const all: Readonly<Record<string, string>> = {
    ...request.definition.dockerLabels,
    'com.amazonaws.ecs.cluster': request.cluster,
    'com.amazonaws.ecs.container-name': request.definition.name,
    'com.amazonaws.ecs.task-arn': request.taskArn,
    'com.amazonaws.ecs.task-definition-family': request.family,
    'com.amazonaws.ecs.task-definition-version': String(request.revision),
    [CONTAINER_LABEL]: String(gatewayPort),
  };
  return Object.entries(all).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

/** A container's own hard limit, else the task's; task cpu is a ceiling, container cpu a share. */
function limits({ definition, taskCpu, taskMemoryMiB }: ContainerRequest): readonly string[] {
  const memory = definition.memory ?? taskMemoryMiB;
  return [
    ...option('--memory', memory === undefined ? undefined : `${memory}m`),
    ...option(
      '--memory-reservation',
      definition.memoryReservation === undefined ? undefined : `${definition.memoryReservation}m`,
    ),
    ...['--cpu-shares', String(Math.max(MINIMUM_CPU_SHARES, definition.cpu ?? 0))],
    ...option('--cpus', taskCpu === undefined ? undefined : String(taskCpu / 1024)),
  ];
}

/**
 * Docker counts memory and swap together. With cgroup v2, as on Amazon Linux 2023, the engine ignores the swappiness.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-swap.html
 */
function swap({ definition, taskMemoryMiB }: ContainerRequest): readonly string[] {
  const { maxSwap, swappiness } = definition.linuxParameters ?? {};
  const memory = definition.memory ?? taskMemoryMiB;
  if (maxSwap === undefined || memory === undefined) {
    return [];
  }
  const swappy = swappiness === undefined ? [] : ['--memory-swappiness', String(swappiness)];
  return ['--memory-swap', `${memory + maxSwap}m`, ...swappy];
}

function flag(name: string, on: boolean | undefined): readonly string[] {
  return on === true ? [name] : [];
}

function option(name: string, value: string | 0 | undefined): readonly string[] {
  return value === undefined || value === '' || value === 0 ? [] : [name, value];
}
