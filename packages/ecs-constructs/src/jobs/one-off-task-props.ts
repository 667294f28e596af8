import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ICluster } from '../cluster/cluster-contract';
import type { CapacityProviderStrategyItem } from '../hosts/strategy-items';
import type { TaskNetworkOptions } from '../network/task-network';
import type { IEc2TaskDefinition } from '../task/task-definition';
import type { ContainerOverride } from './container-override';

/** Properties of {@link OneOffTask}. */
export interface OneOffTaskProps extends TaskNetworkOptions {
  /** 1 to 36 letters, digits, hyphens and underscores, unique to its cluster. ECS shows it as what started the task. */
  readonly taskName: string;
  readonly cluster: ICluster;
  /** One of its containers is essential: its exit code is that of the task. */
  readonly taskDefinition: IEc2TaskDefinition;
  /** What a run changes of the containers; at most 8,192 characters together as JSON. @default - nothing */
  readonly containerOverrides?: readonly ContainerOverride[];
  /** Which groups of hosts the task goes to. @default - all that ECS scales, and without such any host of the cluster */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /**
   * How long an apply lets the task take, 60 to 86,400 seconds, with the time until a host has room for it. It is stopped
   * then, and the apply fails.
   *
   * @default 1800
   */
  readonly timeoutSeconds?: number;
  /**
   * The command by which an apply runs the task, for the shell of the machine that applies; `run-task` and its options are
   * put behind it. Credentials and region come from the environment there, not from the provider: with a provider that has a
   * profile of its own, write `AWS_PROFILE=deploy npx --no-install ecs-operations`.
   *
   * @default 'npx --no-install ecs-operations'
   */
  readonly runner?: string;
}

/** What waits for a one-off task. `Ec2Service` and `ScheduledTask` are such. */
export interface RunsAfterTask extends IConstruct {
  /** Orders its resource after others. */
  dependOn(...others: readonly ITerraformDependable[]): void;
}
