import type { ContainerImage } from '../image/container-image';
import type { Secret } from '../secrets/secret';
import type { Connections } from './connections';
import type { EnvironmentFile } from './environment-file';
import type { FireLensConfigFile } from './fire-lens-config-file';
import type { LogConfiguration, LogDriver } from './log-driver';
import type { RawContainerDefinition } from './raw-container';

/** A port of the container and where the host offers it. */
export interface PortMapping {
  readonly containerPort: number;
  /** 0 lets ECS choose a free port for each task; any other port allows one task per host. @default 0 */
  readonly hostPort?: number;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
  /** Name that Service Connect calls the port by. @default - none */
  readonly name?: string;
  /** What Service Connect takes the traffic for. Needs a name. @default - plain TCP */
  readonly appProtocol?: 'http' | 'http2' | 'grpc';
}

/**
 * Neighbouring ports of the container. With networkMode `bridge` each gets a free port of the host; with `awsvpc` the task listens
 * on them itself. A single port belongs into `portMappings`.
 */
export interface ContainerPortRange {
  readonly from: number;
  /** The last port of the range. */
  readonly to: number;
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

/** Where a container sees a volume of the task. */
export interface MountPoint {
  /** Name given to `Ec2TaskDefinition.addVolume`. */
  readonly sourceVolume: string;
  readonly containerPath: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** Another container of the task, whose volumes are mounted too. */
export interface VolumeFrom {
  readonly sourceContainer: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** A directory in memory: writable also where the root file system is not. */
export interface TmpfsMount {
  readonly containerPath: string;
  /** Counts against the memory of the container. */
  readonly sizeMiB: number;
  /** @default ['rw', 'noexec', 'nosuid', 'nodev'] */
  readonly mountOptions?: readonly string[];
}

/** What another container must have reached before this one starts. */
export interface ContainerDependency {
  readonly containerName: string;
  /** `COMPLETE` and `SUCCESS` wait for the end of a container that is not essential; `HEALTHY` for its health check. */
  readonly condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
}

/** A limit of the kernel for the processes of a container; -1 means none. */
export interface Ulimit {
  readonly name:
    | 'core'
    | 'cpu'
    | 'data'
    | 'fsize'
    | 'locks'
    | 'memlock'
    | 'msgqueue'
    | 'nice'
    | 'nofile'
    | 'nproc'
    | 'rss'
    | 'rtprio'
    | 'rttime'
    | 'sigpending'
    | 'stack';
  readonly softLimit: number;
  readonly hardLimit: number;
}

/** Kernel capabilities, such as `NET_ADMIN` or `ALL`, beside those that Docker gives. */
export interface KernelCapabilities {
  /** @default - none */
  readonly add?: readonly string[];
  /** @default - none */
  readonly drop?: readonly string[];
}

/** A device of the host in a container, such as `/dev/fuse`. */
export interface Device {
  readonly hostPath: string;
  /** @default - the same path as on the host */
  readonly containerPath?: string;
  /** @default - all three */
  readonly permissions?: readonly ('read' | 'write' | 'mknod')[];
}

/** Starts a container that ended again, without replacing its task. */
export interface RestartPolicy {
  /** Exit codes after which it stays ended. @default - none */
  readonly ignoredExitCodes?: readonly number[];
  /** It must have run that long to be started again. 60 to 1800. @default 300 */
  readonly attemptPeriodSeconds?: number;
}

/** Makes a container the log router of its task: others send to it with `LogDriver.fireLens`. */
export interface FireLensRouter {
  readonly type: 'fluentbit' | 'fluentd';
  /** More configuration, which the one that ECS makes of the `LogDriver.fireLens` of the others includes. @default - none */
  readonly configFile?: FireLensConfigFile;
  /** Tell with every line which cluster, task and container it is of. @default true */
  readonly enableEcsLogMetadata?: boolean;
  /** Other options, in the words of the ECS API. @default - none */
  readonly options?: Readonly<Record<string, string>>;
}

/** Options of `Ec2TaskDefinition.addContainer`. */
export interface ContainerDefinitionOptions {
  /** @default - the id given to addContainer */
  readonly containerName?: string;
  readonly image: ContainerImage;
  /**
   * Soft limit: what the host sets aside. One of the two memory values is needed unless the task has a memory size.
   *
   * @default - nothing is set aside for this container alone
   */
  readonly memoryReservationMiB?: number;
  /** Hard limit: above it the container is killed. @default - the task's memory */
  readonly memoryLimitMiB?: number;
  /** CPU units, 1024 are one vCPU. @default 0 */
  readonly cpu?: number;
  /** @default - none */
  readonly portMappings?: readonly PortMapping[];
  /** @default - none */
  readonly containerPortRanges?: readonly ContainerPortRange[];
  /** Readable by everybody who may describe the task definition: no secrets. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Queues, buckets, tables and the like that the program works with, by the variable that tells it: `ORDERS_QUEUE_URL:
   * Permission.sqsConsume(queue)` grants that to the task role and sets the variable to the URL of the queue. Buckets and tables
   * are told by their names, queues by their URLs, parameters by their names, everything else by ARN. Several permissions on one
   * resource stand in a list. @default - none
   */
  readonly connections?: Connections;
  /** Names in `environment` that look like a secret and are none, for example `TOKEN_ISSUER`. @default - none */
  readonly plainEnvironmentNames?: readonly string[];
  /** Read when the task starts; the execution role may read exactly these. @default - none */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** At most 10; a later file wins over an earlier one. @default - none */
  readonly environmentFiles?: readonly EnvironmentFile[];
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
  /** How long `dependsOn` may keep the container waiting. @default - that of the agent, 3 minutes */
  readonly startTimeoutSeconds?: number;
  /** By default the output stays on the host, in files that do not fill its disk. @default LogDriver.jsonFile() */
  readonly logging?: LogDriver;
  /** @default - not a log router */
  readonly fireLensRouter?: FireLensRouter;
  /** User the container runs as, for example `node` or `1000:1000`. @default - that of the image */
  readonly user?: string;
  /** Run a small init process first, which forwards signals and collects orphans. @default true */
  readonly initProcessEnabled?: boolean;
  /** @default - none */
  readonly healthCheck?: ContainerHealthCheck;
  /** @default - a container that ended is not started again; its task is replaced when it is essential */
  readonly restartPolicy?: RestartPolicy;
  /** @default - starts at once */
  readonly dependsOn?: readonly ContainerDependency[];
  /** @default - none */
  readonly mountPoints?: readonly MountPoint[];
  /** @default - none */
  readonly volumesFrom?: readonly VolumeFrom[];
  /** @default - none */
  readonly tmpfs?: readonly TmpfsMount[];
  /** Size of `/dev/shm`. @default - that of Docker, 64 */
  readonly sharedMemorySizeMiB?: number;
  /** @default - none */
  readonly devices?: readonly Device[];
  /**
   * NVIDIA GPUs that belong to this container alone. The hosts need an instance type that has some and an image with the
   * drivers, `MachineImage.amazonLinux2023Gpu()`.
   *
   * @default - none
   */
  readonly gpuCount?: number;
  /**
   * Swap beyond the hard limit; 0 is none at all. The host must have swap space, which the images of ECS have not.
   *
   * @default - as much as the hard limit again, where the host has swap
   */
  readonly maxSwapMiB?: number;
  /** 0 to 100: how readily the kernel swaps. Needs `maxSwapMiB`. @default - that of the kernel, 60 */
  readonly swappiness?: number;
  /** @default - those that Docker gives */
  readonly capabilities?: KernelCapabilities;
  /** All capabilities and devices of the host: such a container can do what root on the host can. @default false */
  readonly privileged?: boolean;
  /** @default - those of the Docker daemon */
  readonly ulimits?: readonly Ulimit[];
  /** Kernel parameters, for example `net.core.somaxconn`. @default - none */
  readonly systemControls?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly dockerLabels?: Readonly<Record<string, string>>;
  /** For example `no-new-privileges`. @default - none */
  readonly dockerSecurityOptions?: readonly string[];
  /** Addresses by host name, for `/etc/hosts`. @default - none */
  readonly extraHosts?: Readonly<Record<string, string>>;
  /** @default - those of the host */
  readonly dnsServers?: readonly string[];
  /** @default - those of the host */
  readonly dnsSearchDomains?: readonly string[];
  /** 1 to 64 letters, digits, hyphens and dots. @default - the first digits of the container's id */
  readonly hostname?: string;
  /** No network inside of the container at all. @default false */
  readonly disableNetworking?: boolean;
  /** Keep the standard input open, for what reads commands there. @default false */
  readonly interactive?: boolean;
  /** Give the container a terminal. @default false */
  readonly pseudoTerminal?: boolean;
  /**
   * `disabled`: each task takes what the tag names when it starts, so that two tasks of a service may run different images.
   * For a sidecar whose tag moves on purpose.
   *
   * @default - AWS's, `enabled`: all tasks of a deployment run the image that the first of them found
   */
  readonly versionConsistency?: 'enabled' | 'disabled';
  /**
   * What this page has no word for, in the words of the ECS API, such as `{ credentialSpecs: [arn] }`. Put in last: objects
   * are merged, everything else is replaced. Synth warns of each field that has an option here, with what it replaces,
   * because no check sees it, and refuses those from which ports, roles or sizes are made.
   *
   * @default - nothing
   */
  readonly raw?: RawContainerDefinition;
}

/** A port mapping with everything filled in that has a default. */
export interface FullPortMapping extends PortMapping {
  /** The last one, where the mapping is a range of container ports. @default - a single port */
  readonly lastContainerPort?: number;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
}

/** A name and where ECS finds its value. */
export interface SecretReference {
  readonly name: string;
  readonly valueFrom: string;
}

/** A container of a task, with its defaults filled in. */
export interface ContainerDefinition extends ContainerDefinitionOptions {
  readonly containerName: string;
  readonly essential: boolean;
  readonly portMappings: readonly FullPortMapping[];
  readonly logConfiguration?: LogConfiguration;
  readonly secretReferences?: readonly SecretReference[];
  /** ARNs of the objects in S3. */
  readonly environmentFileArns?: readonly string[];
}
