import type { PlacementConstraint, PlacementStrategy } from './placement/place-task';
import type { Shift } from './strategies/lifecycle';
import type { Side } from './strategies/sides';
import type { StrategyConfiguration } from './strategies/strategy';
import type { Tag } from './task';
import type { TaskDefinition } from './task-definition';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface Deployment {
  readonly id: string;
  readonly definition: TaskDefinition;
  readonly createdAt: number;
  readonly revisionArn: string;
  /** What its service was set to when it began. */
  readonly configuration: DeploymentConfiguration;
  /** Ids of the deployments that had tasks when it began, newest first. */
  readonly sources: readonly string[];
  /** The one of them that it takes the place of, and goes back to. */
  readonly source?: string;
  /** Which target group of its load balancers its tasks are in. */
  readonly side: Side;
  /** How far it is, where requests are moved. @default - it is rolling */
  shift?: Shift;
  /** The deployment that the service went back to when this one failed. */
  rolledBackTo?: string;
  /** Alarms that were in ALARM before it began. */
  ignoredAlarms?: readonly string[];
  /** When it had all its tasks. */
  settledAt?: number;
  /** What failed it. */
  failedBy?: 'breaker' | 'alarm' | 'stopped';
  /** The alarms that failed it. */
  alarmsInAlarm?: readonly string[];
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
export interface DeploymentConfiguration extends StrategyConfiguration {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  /** Alarms of CloudWatch that fail a deployment. */
  readonly alarms?: {
    readonly alarmNames: readonly string[];
    readonly enable: boolean;
    readonly rollback: boolean;
  };
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
