import type { Host } from '../hosts/host';
import type { ContainerDefinition, NetworkBinding } from '../runtime/container-definition';
import type { Target } from '../load-balancing/target-table';
import type { TaskInterface } from './network/task-interface';
import type { TaskDefinition } from './task-definition';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type TaskStatusName =
  'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'STOPPED';

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
  /** When it started last. */
  startedAt?: number;
  /** How often its restart policy started it again. */
  restartCount?: number;
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
  /** Where a load balancer finds it: of a service with target groups. */
  readonly balanced?: readonly ServiceLoadBalancer[];
  readonly containers: readonly TaskContainer[];
  /** With networkMode `awsvpc`. */
  readonly networkInterface?: TaskInterface;
  /** What of its names and its address differs from AWS. */
  notices?: readonly string[];
  lastStatus: TaskStatusName;
  desiredStatus: 'RUNNING' | 'STOPPED';
  startedAt?: number;
  stoppingAt?: number;
  stoppedAt?: number;
  stopCode?: StopCode;
  stoppedReason?: string;
  /** Its targets, once it was registered. */
  targets?: readonly Target[];
  /** It is stopped because it was not healthy: for its container's own check, or for this check of a load balancer. */
  failedHealthChecks?: 'container' | FailedTarget;
}

/** A target that failed its checks, and what was wrong when it did. */
export interface FailedTarget {
  readonly target: Target;
  readonly why: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html */
export interface ServiceLoadBalancer {
  readonly targetGroupArn?: string;
  /** A Classic Load Balancer, which is recorded only. */
  readonly loadBalancerName?: string;
  readonly containerName: string;
  readonly containerPort: number;
  readonly advancedConfiguration?: AdvancedConfiguration;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html */
export interface AdvancedConfiguration {
  readonly alternateTargetGroupArn?: string;
  /** A rule of an Application Load Balancer, or a listener of a Network Load Balancer. */
  readonly productionListenerRule?: string;
  readonly testListenerRule?: string;
  readonly roleArn?: string;
}

/** A tag as ECS writes it. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}
