import type { TaskStatus } from '../ecs-status';
import type { StreamEnd } from '../logs/stream-end';
import type { Fact, Remedy } from './remedies';

/** Why tasks of a service stopped, those with the same words together. */
export interface StoppedGroup {
  readonly count: number;
  /** The one that stopped last. */
  readonly latest: TaskStatus;
  readonly stopCode?: string;
  readonly reason: string;
  readonly containers: readonly ContainerEnd[];
}

/** How one container ended, and what it wrote last. */
export interface ContainerEnd {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly healthStatus?: string;
  /** The last lines, or why there are none. */
  readonly log: StreamEnd;
}

/** What was found about one service that is not as it should be, or that it is. */
export interface Diagnosis {
  readonly cluster: string;
  readonly service: string;
  readonly region: string;
  /** In one line: what runs of what should. */
  readonly standing: string;
  readonly problems: readonly string[];
  readonly stopped: readonly StoppedGroup[];
  /** Hosts: joined, connected, in service; empty for Fargate. */
  readonly hosts: readonly string[];
  /** Activities of the Auto Scaling groups that did not succeed, newest first. */
  readonly activities: readonly string[];
  /** The commands of the health checks; ECS keeps no output of them. */
  readonly healthChecks: readonly string[];
  /** Targets behind a load balancer that are not healthy. */
  readonly targets: readonly string[];
  readonly remedies: readonly { readonly remedy: Omit<Remedy, 'pattern'>; readonly fact: Fact }[];
  readonly console: string;
  /** What could not be read, each with the reason: nothing is said about it. */
  readonly notRead: readonly string[];
}
