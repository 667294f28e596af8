import { entriesByKey } from '../support/text-order';
import { numberAsText } from '../support/validation';
import type {
  ContainerDefinition,
  ContainerHealthCheck,
  RestartPolicy,
} from './container-definition';
import type { LogConfiguration } from './log-driver';
import { type EcsContainerDefinition, withRaw } from './raw-container';

/**
 * Renders a container the way ECS returns it: sorted by name, empty lists and defaults spelled out where ECS spells them
 * out, and left out where it leaves them out. Otherwise the next plan would show a difference where there is none.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function renderContainer(container: ContainerDefinition): EcsContainerDefinition {
  return withRaw(renderTyped(container), container.raw);
}

/** The container as the options say, without what `raw` puts in. */
export function renderTyped(container: ContainerDefinition): EcsContainerDefinition {
  return withoutUndefined({
    name: container.containerName,
    image: container.image.reference,
    repositoryCredentials: container.image.repositoryCredentials,
    cpu: container.cpu ?? 0,
    memory: container.memoryLimitMiB,
    memoryReservation: container.memoryReservationMiB,
    portMappings: renderPorts(container),
    essential: container.essential,
    entryPoint: container.entryPoint,
    command: container.command,
    workingDirectory: container.workingDirectory,
    environment: entriesByKey(container.environment).map(([name, value]) => ({ name, value })),
    environmentFiles: nonEmpty(container.environmentFileArns)?.map((value) => ({
      type: 's3',
      value,
    })),
    secrets: nonEmpty(container.secretReferences),
    mountPoints: (container.mountPoints ?? []).map((mount) => ({
      sourceVolume: mount.sourceVolume,
      containerPath: mount.containerPath,
      readOnly: mount.readOnly ?? false,
    })),
    volumesFrom: (container.volumesFrom ?? []).map((volume) => ({
      sourceContainer: volume.sourceContainer,
      readOnly: volume.readOnly ?? false,
    })),
    systemControls: entriesByKey(container.systemControls).map(([namespace, value]) => ({
      namespace,
      value,
    })),
    dependsOn: nonEmpty(container.dependsOn),
    startTimeout: container.startTimeoutSeconds,
    stopTimeout: container.stopTimeoutSeconds ?? 30,
    readonlyRootFilesystem: container.readonlyRootFilesystem ?? true,
    privileged: container.privileged,
    user: container.user,
    ulimits: nonEmpty(container.ulimits),
    dockerLabels: withEntries(container.dockerLabels),
    dockerSecurityOptions: nonEmpty(container.dockerSecurityOptions),
    extraHosts: nonEmpty(
      entriesByKey(container.extraHosts).map(([hostname, ipAddress]) => ({ hostname, ipAddress })),
    ),
    dnsServers: nonEmpty(container.dnsServers),
    dnsSearchDomains: nonEmpty(container.dnsSearchDomains),
    hostname: container.hostname,
    disableNetworking: container.disableNetworking,
    interactive: container.interactive,
    pseudoTerminal: container.pseudoTerminal,
    versionConsistency: container.versionConsistency,
    linuxParameters: renderLinuxParameters(container),
    healthCheck: renderHealthCheck(container.healthCheck),
    restartPolicy: renderRestartPolicy(container.restartPolicy),
    resourceRequirements: renderResources(container),
    firelensConfiguration: container.fireLensRouter,
    logConfiguration: renderLogs(container.logConfiguration),
  });
}

function renderPorts({ portMappings, containerPortRanges = [] }: ContainerDefinition): unknown {
  return [
    ...portMappings.map(({ containerPort, hostPort, protocol, name, appProtocol }) =>
      withoutUndefined({ containerPort, hostPort, protocol, name, appProtocol }),
    ),
    ...containerPortRanges.map(({ from, to, protocol = 'tcp' }) => ({
      containerPortRange: `${numberAsText(from)}-${numberAsText(to)}`,
      protocol,
    })),
  ];
}

function renderLinuxParameters(container: ContainerDefinition): EcsContainerDefinition {
  return withoutUndefined({
    initProcessEnabled: container.initProcessEnabled ?? true,
    capabilities: renderCapabilities(container),
    devices: nonEmpty(container.devices)?.map(({ hostPath, containerPath, permissions }) =>
      withoutUndefined({ hostPath, containerPath, permissions }),
    ),
    maxSwap: container.maxSwapMiB,
    swappiness: container.swappiness,
    sharedMemorySize: container.sharedMemorySizeMiB,
    tmpfs: nonEmpty(container.tmpfs)?.map((mount) => ({
      containerPath: mount.containerPath,
      size: mount.sizeMiB,
      mountOptions: mount.mountOptions ?? ['rw', 'noexec', 'nosuid', 'nodev'],
    })),
  });
}

/** GPUs are the only resource left: inference accelerators are gone. */
function renderResources({ gpuCount = 0 }: ContainerDefinition): unknown {
  return gpuCount === 0 ? undefined : [{ type: 'GPU', value: numberAsText(gpuCount) }];
}

/** ECS completes the pair of lists when there is one of them, and drops it when both are empty. */
function renderCapabilities({ capabilities }: ContainerDefinition): unknown {
  const { add = [], drop = [] } = capabilities ?? {};
  return add.length === 0 && drop.length === 0 ? undefined : { add, drop };
}

function renderHealthCheck(check: ContainerHealthCheck | undefined): unknown {
  if (check === undefined) {
    return undefined;
  }
  return withoutUndefined({
    command: check.command,
    interval: check.intervalSeconds ?? 30,
    timeout: check.timeoutSeconds ?? 5,
    retries: check.retries ?? 3,
    startPeriod: check.startPeriodSeconds,
  });
}

function renderRestartPolicy(policy: RestartPolicy | undefined): unknown {
  if (policy === undefined) {
    return undefined;
  }
  return withoutUndefined({
    enabled: true,
    ignoredExitCodes: nonEmpty(policy.ignoredExitCodes),
    restartAttemptPeriod: policy.attemptPeriodSeconds ?? 300,
  });
}

function renderLogs(log: LogConfiguration | undefined): unknown {
  return log && withoutUndefined({ ...log, options: withEntries(log.options) });
}

function nonEmpty<T>(values: readonly T[] | undefined): readonly T[] | undefined {
  return values === undefined || values.length === 0 ? undefined : values;
}

function withEntries(
  values: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  return values === undefined || Object.keys(values).length === 0 ? undefined : values;
}

function withoutUndefined(values: Record<string, unknown>): EcsContainerDefinition {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
