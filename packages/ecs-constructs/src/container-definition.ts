import type { ContainerImage } from './container-image';
import type { LogConfiguration, LogDriver } from './log-driver';

/** A port of the container and where the host offers it. */
export interface PortMapping {
  readonly containerPort: number;
  /** 0 lets ECS choose a free port for each task; any other port allows one task per host. @default 0 */
  readonly hostPort?: number;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
}

/** A command that tells whether a container works. */
export interface ContainerHealthCheck {
  /** For example `['CMD-SHELL', 'curl -f http://localhost/ || exit 1']`. */
  readonly command: readonly string[];
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60. @default 5 */
  readonly timeoutSeconds?: number;
  /** 1 to 10. @default 3 */
  readonly retries?: number;
  /** 0 to 300: failures in this time do not count. @default 0 */
  readonly startPeriodSeconds?: number;
}

/** Options of `Ec2TaskDefinition.addContainer`. */
export interface ContainerDefinitionOptions {
  /** @default - the id given to addContainer */
  readonly containerName?: string;
  readonly image: ContainerImage;
  /** Soft limit: what the host sets aside. One of the two memory values is needed unless the task has a memory size. */
  readonly memoryReservationMiB?: number;
  /** Hard limit: above it the container is killed. @default - the task's memory */
  readonly memoryLimitMiB?: number;
  /** CPU units, 1024 are one vCPU. @default 0 */
  readonly cpu?: number;
  /** @default - none */
  readonly portMappings?: readonly PortMapping[];
  /** Readable by everybody who may describe the task definition: no secrets. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - that of the image */
  readonly command?: readonly string[];
  /** @default - that of the image */
  readonly entryPoint?: readonly string[];
  /** @default - that of the image */
  readonly workingDirectory?: string;
  /** When an essential container stops, the task stops. @default true */
  readonly essential?: boolean;
  /** @default true */
  readonly readonlyRootFilesystem?: boolean;
  /** Time between SIGTERM and SIGKILL. @default 30 */
  readonly stopTimeoutSeconds?: number;
  /** @default - the output stays on the host */
  readonly logging?: LogDriver;
  /** User the container runs as, for example `node` or `1000:1000`. @default - that of the image */
  readonly user?: string;
  /** Run a small init process first, which forwards signals and collects orphans. @default true */
  readonly initProcessEnabled?: boolean;
  /** @default - none */
  readonly healthCheck?: ContainerHealthCheck;
}

/** A port mapping with everything filled in. */
export type FullPortMapping = Required<PortMapping>;

/** A container of a task, with its defaults filled in. */
export interface ContainerDefinition extends ContainerDefinitionOptions {
  readonly containerName: string;
  readonly essential: boolean;
  readonly portMappings: readonly FullPortMapping[];
  readonly logConfiguration?: LogConfiguration;
}

/** One element of the `containerDefinitions` of the ECS API. */
export type EcsContainerDefinition = Readonly<Record<string, unknown>>;

/**
 * Renders a container the way ECS returns it: sorted environment, empty lists and defaults spelled out. Otherwise the
 * next plan would show a difference where there is none.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function renderContainer(container: ContainerDefinition): EcsContainerDefinition {
  return withoutUndefined({
    name: container.containerName,
    image: container.image.reference,
    cpu: container.cpu ?? 0,
    memory: container.memoryLimitMiB,
    memoryReservation: container.memoryReservationMiB,
    portMappings: container.portMappings.map(({ containerPort, hostPort, protocol }) => ({
      containerPort,
      hostPort,
      protocol,
    })),
    essential: container.essential,
    entryPoint: container.entryPoint,
    command: container.command,
    workingDirectory: container.workingDirectory,
    environment: Object.entries(container.environment ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    readonlyRootFilesystem: container.readonlyRootFilesystem ?? true,
    stopTimeout: container.stopTimeoutSeconds ?? 30,
    user: container.user,
    linuxParameters: { initProcessEnabled: container.initProcessEnabled ?? true },
    healthCheck: renderHealthCheck(container.healthCheck),
    logConfiguration: container.logConfiguration,
  });
}

function renderHealthCheck(check: ContainerHealthCheck | undefined): unknown {
  if (check === undefined) return undefined;
  return withoutUndefined({
    command: check.command,
    interval: check.intervalSeconds ?? 30,
    timeout: check.timeoutSeconds ?? 5,
    retries: check.retries ?? 3,
    startPeriod: check.startPeriodSeconds,
  });
}

function withoutUndefined(values: Record<string, unknown>): EcsContainerDefinition {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
