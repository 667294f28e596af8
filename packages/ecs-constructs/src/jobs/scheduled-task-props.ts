import type { ICluster } from '../cluster/cluster-contract';
import type { CapacityProviderStrategyItem } from '../hosts/strategy-items';
import type { TaskNetworkOptions } from '../network/task-network';
import type { IEc2TaskDefinition } from '../task/task-definition';
import type { ContainerOverride } from './container-override';

/** Where goes what could not be started: a queue of its own, none, or a standard queue that exists. */
export type DeadLetterQueue = 'own' | 'none' | { readonly queueArn: string };

/** Properties of {@link ScheduledTask}. */
export interface ScheduledTaskProps extends TaskNetworkOptions {
  /** 1 to 64 letters, digits and `. _ -`, unique to the account and region. Changing it replaces the schedule. */
  readonly scheduleName: string;
  readonly cluster: ICluster;
  readonly taskDefinition: IEc2TaskDefinition;
  /**
   * When: `cron(0 3 * * ? *)`, `rate(12 hours)` or `at(2027-01-01T03:00:00)`. A cron expression of AWS has six fields:
   * minutes, hours, day of month, month, day of week, year, and one of the two days is `?`.
   */
  readonly schedule: string;
  /**
   * IANA name of the zone that `schedule` is meant in. Where its clocks go forward, a time that does not exist that day
   * is skipped; where they go back, it comes once.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;
  /** AWS may start it up to so many minutes later, 1 to 1,440, to spread load. @default - at the minute */
  readonly flexibleTimeWindowMinutes?: number;
  /** False keeps the schedule and starts nothing. @default true */
  readonly enabled?: boolean;
  /** Tasks of one run, 1 to 10. @default 1 */
  readonly taskCount?: number;
  /** What a run changes of the containers; at most 8,192 characters together as JSON. @default - nothing */
  readonly containerOverrides?: readonly ContainerOverride[];
  /** Which groups of hosts the tasks go to. @default - all that ECS scales, and without such any host of the cluster */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /**
   * How often AWS tries again to start a run that it could not start, 0 to 185. A task that was started and failed is
   * not tried again.
   *
   * @default 185
   */
  readonly maximumRetryAttempts?: number;
  /**
   * How long after its time a run may still be started, 60 to 86,400 seconds. AWS would try for a day, so that a nightly
   * job begins at noon.
   *
   * @default 3600
   */
  readonly maximumEventAgeSeconds?: number;
  /** A queue of its own keeps what is in it encrypted and for 14 days. @default 'own' */
  readonly deadLetterQueue?: DeadLetterQueue;
  /** ARN of a policy that caps what the schedule's role can ever do. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
}
