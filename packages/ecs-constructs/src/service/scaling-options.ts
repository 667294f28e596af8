import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { ApplicationTargetGroup } from '../load-balancing/application-target-group';
import type { ITargetGroup } from '../load-balancing/load-balancing-contract';
import type { ScalingMetric } from '../monitoring/scaling-metric';
import type { ScalingStep } from './step-scaling';

/** Options of `Ec2Service.autoScaleTaskCount`. */
export interface AutoScaleTaskCountOptions {
  /** @default 1 */
  readonly minCapacity?: number;
  readonly maxCapacity: number;
}

/** The service that is scaled, as far as its policies need to know it. */
export interface ScaledService {
  readonly resource: EcsService;
  /** Those that the tasks are registered in. */
  readonly targetGroups: () => readonly ITargetGroup[];
  /** CPU units that a task reserves; undefined where that is not known. */
  readonly reservedCpu: () => number | undefined;
}

/** Properties of {@link ScalableTaskCount}. */
export interface ScalableTaskCountProps extends AutoScaleTaskCountOptions {
  readonly clusterName: string;
  readonly serviceName: string;
  /** With it, target and policies are made again when the service is replaced. @default - a service of another stack */
  readonly service?: ScaledService;
}

/** Options of every kind of target tracking. */
export interface TargetTrackingOptions {
  /** How long to wait after a scale-in before the next. @default 300 */
  readonly scaleInCooldownSeconds?: number;
  /** How long to wait after a scale-out before the next. @default 300 */
  readonly scaleOutCooldownSeconds?: number;
  /** Only ever add tasks. @default false */
  readonly disableScaleIn?: boolean;
}

/** Options of `scaleOnCpuUtilization` and `scaleOnMemoryUtilization`. */
export interface UtilizationScalingOptions extends TargetTrackingOptions {
  /** Percent of what the tasks reserve, 1 to 100; on average over the service. */
  readonly targetUtilizationPercent: number;
}

/** Options of `scaleOnRequestCount`. */
export interface RequestCountScalingOptions extends TargetTrackingOptions {
  /** Requests per minute for each task. */
  readonly requestsPerTarget: number;
  /** The target group, which one of the listeners of an application load balancer sends requests to. */
  readonly targetGroup: ApplicationTargetGroup;
}

/** Options of `scaleToTrackCustomMetric`. */
export interface CustomMetricTrackingOptions extends TargetTrackingOptions, ScalingMetric {
  readonly targetValue: number;
}

/** Options of `scaleOnMetric`. */
export interface StepScalingOptions extends ScalingMetric {
  /** Ranges of the metric, and how many tasks each adds or removes. Between them, nothing happens. */
  readonly scalingSteps: readonly ScalingStep[];
  /** `PercentChangeInCapacity` takes changes as percent. @default 'ChangeInCapacity' */
  readonly adjustmentType?: 'ChangeInCapacity' | 'PercentChangeInCapacity';
  /** How long to wait after a change before the next. @default 300 */
  readonly cooldownSeconds?: number;
  /** Length of a period: 10, 20, 30 or a multiple of 60. @default 60 */
  readonly periodSeconds?: number;
  /** How many periods in a row the metric must be in a range. @default 3 */
  readonly evaluationPeriods?: number;
}

/** Options of `scaleOnSchedule`. At least one of the two capacities is needed. */
export interface ScheduleScalingOptions {
  /** `cron(0 8 ? * MON-FRI *)`, `rate(12 hours)` or `at(2027-01-01T00:00:00)`. */
  readonly schedule: string;
  /** @default 'UTC' */
  readonly timezone?: string;
  /** @default - stays as it is */
  readonly minCapacity?: number;
  /** @default - stays as it is */
  readonly maxCapacity?: number;
}
