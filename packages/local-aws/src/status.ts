import type { HostAccessRule } from './options';

/** Where moto was found, and which version answers. */
export interface MotoStatus {
  readonly how: 'path' | 'docker' | 'uvx' | 'venv';
  /** As moto itself tells it; `unknown` where its Python loads nothing before it. */
  readonly version: string;
}

/** What tasks run as, and when it is not containers, why and how to get them. */
export interface RuntimeStatus {
  readonly kind: 'containers' | 'processes';
  readonly why?: string;
  readonly fix?: string;
}

/** One EC2 instance that joined a cluster. */
export interface HostStatus {
  readonly address: string;
  readonly availabilityZone: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly subnetId: string;
  readonly region: string;
  readonly cluster: string;
  readonly containerInstanceArn: string;
}

/** One container of a task. */
export interface TaskContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly lastStatus: string;
  readonly runtime: 'container' | 'process';
  /** The Docker container id, or the id given to the process. */
  readonly runtimeId?: string;
  readonly pid?: number;
  /** `address:port` for each published port. */
  readonly listens: readonly string[];
}

/** One task, whether of a service or run by itself. Stopped tasks stay for an hour. */
export interface TaskStatus {
  readonly taskArn: string;
  readonly cluster: string;
  readonly group: string;
  readonly lastStatus: string;
  readonly stoppedReason?: string;
  readonly instanceId?: string;
  readonly containers: readonly TaskContainerStatus[];
}

/** One Application or Network Load Balancer. */
export interface LoadBalancerStatus {
  readonly name: string;
  readonly type: string;
  readonly region: string;
  /** The address it listens on, which is its DNS name too. */
  readonly address: string;
  /** Where its listeners really listen: `http://127.0.0.111:80`. */
  readonly urls: readonly string[];
  /** `instance:port state` for each of its targets. */
  readonly targets: readonly string[];
}

/** The state of a running local AWS. */
export interface LocalAwsStatus {
  readonly running: true;
  readonly endpoint: string;
  readonly accountId: string;
  readonly pid: number;
  readonly directory: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly moto: MotoStatus;
  readonly runtime: RuntimeStatus;
  /** Whether task definitions may reach this machine: `allowed` only with LOCAL_AWS_ALLOW_HOST_ACCESS=1. */
  readonly hostAccess: HostAccessRule;
  /** Announced fallbacks: other ports, other addresses, processes instead of containers. */
  readonly notices: readonly string[];
  readonly hosts: readonly HostStatus[];
  readonly tasks: readonly TaskStatus[];
  readonly loadBalancers: readonly LoadBalancerStatus[];
}

/** moto's default account. */
export const LOCAL_ACCOUNT_ID = '123456789012';
