/** The parts of a task definition the data plane reads; the whole of it stays with moto. */
export interface TaskDefinition {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly status?: string;
  readonly networkMode?: string;
  readonly pidMode?: string;
  readonly ipcMode?: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly placementConstraints?: readonly PlacementConstraint[];
  readonly containerDefinitions: readonly ContainerDefinition[];
  readonly volumes?: readonly Volume[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly essential?: boolean;
  readonly portMappings?: readonly PortMapping[];
  readonly environment?: readonly { readonly name: string; readonly value?: string }[];
  readonly environmentFiles?: readonly { readonly value: string; readonly type: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly dependsOn?: readonly {
    readonly containerName: string;
    readonly condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
  }[];
  readonly healthCheck?: {
    readonly command: readonly string[];
    readonly interval?: number;
    readonly timeout?: number;
    readonly retries?: number;
    readonly startPeriod?: number;
  };
  readonly mountPoints?: readonly {
    readonly sourceVolume: string;
    readonly containerPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly startTimeout?: number;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly readonlyRootFilesystem?: boolean;
  readonly privileged?: boolean;
  readonly stopTimeout?: number;
  readonly ulimits?: readonly {
    readonly name: string;
    readonly softLimit: number;
    readonly hardLimit: number;
  }[];
  readonly dockerLabels?: Readonly<Record<string, string>>;
  readonly dockerSecurityOptions?: readonly string[];
  readonly systemControls?: readonly { readonly namespace?: string; readonly value?: string }[];
  readonly linuxParameters?: {
    readonly initProcessEnabled?: boolean;
    readonly devices?: readonly {
      readonly hostPath: string;
      readonly containerPath?: string;
      readonly permissions?: readonly ('read' | 'write' | 'mknod')[];
    }[];
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly tmpfs?: readonly {
      readonly containerPath: string;
      readonly size: number;
      readonly mountOptions?: readonly string[];
    }[];
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
export interface Volume {
  readonly name: string;
  readonly host?: { readonly sourcePath?: string };
  readonly dockerVolumeConfiguration?: {
    readonly scope?: 'task' | 'shared';
    readonly driver?: string;
    readonly driverOpts?: Readonly<Record<string, string>>;
  };
  readonly efsVolumeConfiguration?: { readonly fileSystemId: string };
}

/** A published port; host port 0 or none means one of the ephemeral range. */
export interface PortMapping {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol?: string;
}

/** `spread` over a field, `binpack` by cpu or memory, or `random`. */
export interface PlacementStrategy {
  readonly type: string;
  readonly field?: string;
}

/** `distinctInstance`, or `memberOf` an expression. */
export interface PlacementConstraint {
  readonly type: string;
  readonly expression?: string;
}

/** An EC2 instance whose agent joined a cluster: ECS calls it a container instance. */
export interface Host {
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly vpcId: string;
  /** The loopback address its containers publish on. */
  readonly address: string;
  /** Its Auto Scaling group; undefined for an instance of its own. */
  readonly groupName?: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly registeredAt: number;
  status: 'ACTIVE' | 'DRAINING';
}

/** Where a published port really listens. */
export interface NetworkBinding {
  readonly bindIP: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type TaskStatusName = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPING' | 'STOPPED';

/** One container of a task. */
export interface TaskContainer {
  readonly arn: string;
  readonly definition: ContainerDefinition;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  runtime: 'container' | 'process';
  runtimeId?: string;
  /** Undefined without a health check. */
  healthStatus?: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  pid?: number;
  bindings: readonly NetworkBinding[];
  notices: readonly string[];
  exitCode?: number;
  reason?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-stopCode */
export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'TerminationNotice';

/** One task, placed on a host. */
export interface Task {
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly definition: TaskDefinition;
  readonly group: string;
  readonly startedBy?: string;
  readonly launchType?: string;
  /** The capacity provider it was placed by, in place of a launch type. */
  readonly capacityProvider?: string;
  readonly host: Host;
  readonly createdAt: number;
  readonly tags: readonly Tag[];
  readonly enableExecuteCommand: boolean;
  /** Of a service that runs one task on every host. */
  readonly isDaemon?: boolean;
  readonly containers: readonly TaskContainer[];
  lastStatus: TaskStatusName;
  desiredStatus: 'RUNNING' | 'STOPPED';
  startedAt?: number;
  stoppingAt?: number;
  stoppedAt?: number;
  stopCode?: StopCode;
  stoppedReason?: string;
  /** It is stopped because it was UNHEALTHY. */
  failedHealthChecks?: true;
}

/** A tag as ECS writes it. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface Deployment {
  readonly id: string;
  readonly definition: TaskDefinition;
  readonly createdAt: number;
  readonly revisionArn: string;
  /** The deployment the circuit breaker went back to when this one failed. */
  rolledBackTo?: string;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  failedTasks: number;
  updatedAt: number;
  finishedAt?: number;
}

/** A line of a service's event list. */
export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: number;
  readonly message: string;
}

/** How a rollout replaces tasks. */
export interface DeploymentConfiguration {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
}

/** A service. What the caller gave and nobody computes stays in `given`, and is told back as given. */
export interface Service {
  readonly name: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  configuration: DeploymentConfiguration;
  placementStrategy: readonly PlacementStrategy[];
  placementConstraints: readonly PlacementConstraint[];
  given: Readonly<Record<string, unknown>>;
  tags: readonly Tag[];
  /** Newest first. The first is PRIMARY; INACTIVE ones are history. */
  deployments: Deployment[];
  /** Newest first. */
  events: ServiceEvent[];
}
