/** A scaling policy as Application Auto Scaling keeps it. */
export interface ScalingPolicy {
  readonly PolicyARN: string;
  readonly PolicyName: string;
  readonly ResourceId: string;
  readonly PolicyType: string;
  readonly Alarms?: readonly { readonly AlarmName: string }[];
  readonly TargetTrackingScalingPolicyConfiguration?: TargetTracking;
  readonly StepScalingPolicyConfiguration?: StepScaling;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
export interface TargetTracking {
  readonly TargetValue: number;
  readonly ScaleInCooldown?: number;
  readonly ScaleOutCooldown?: number;
  readonly DisableScaleIn?: boolean;
  readonly PredefinedMetricSpecification?: {
    readonly PredefinedMetricType: string;
    readonly ResourceLabel?: string;
  };
  readonly CustomizedMetricSpecification?: {
    readonly Namespace?: string;
    readonly MetricName?: string;
    readonly Statistic?: string;
    readonly Unit?: string;
    readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
    readonly Metrics?: unknown;
  };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
export interface StepScaling {
  readonly AdjustmentType?: string;
  readonly Cooldown?: number;
  readonly MinAdjustmentMagnitude?: number;
  readonly StepAdjustments?: readonly {
    readonly MetricIntervalLowerBound?: number;
    readonly MetricIntervalUpperBound?: number;
    readonly ScalingAdjustment: number;
  }[];
}

/** What is done about a service's desired count when nobody says how long to wait: 300 s, for ECS. */
const DEFAULT_COOLDOWN_SECONDS = 300;

/** How long a policy waits after a change of its own. */
export function cooldownSecondsOf(policy: ScalingPolicy, direction: 'out' | 'in'): number {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  const given =
    tracking === undefined
      ? policy.StepScalingPolicyConfiguration?.Cooldown
      : direction === 'out'
        ? tracking.ScaleOutCooldown
        : tracking.ScaleInCooldown;
  return given ?? DEFAULT_COOLDOWN_SECONDS;
}

/**
 * The number of tasks at which the metric would be at its target, when all of them share it.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function trackedCapacity(current: number, value: number, target: number): number {
  return target > 0 ? Math.ceil((current * value) / target) : current;
}

/**
 * The number of tasks after the step that a value is in, counted from the alarm's threshold; undefined when it is in none.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function steppedCapacity(
  current: number,
  distance: number,
  { AdjustmentType, MinAdjustmentMagnitude = 0, StepAdjustments = [] }: StepScaling,
): number | undefined {
  const isAbove = distance >= 0;
  const step = StepAdjustments.find(
    ({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) =>
      // Above the threshold the lower bound belongs to the step, below it the upper one.
      isAbove ? distance >= lower && distance < upper : distance > lower && distance <= upper,
  );
  // A value at the threshold belongs to the steps below it where there are none above.
  const found =
    step ??
    (distance === 0
      ? StepAdjustments.find(({ MetricIntervalUpperBound: upper }) => upper === 0)
      : undefined);
  if (found === undefined) {
    return undefined;
  }
  const { ScalingAdjustment: change } = found;
  switch (AdjustmentType) {
    case 'ExactCapacity':
      return change;
    case 'PercentChangeInCapacity':
      return current + percentOf(current, change, MinAdjustmentMagnitude);
    default:
      return current + change;
  }
}

/** Values above 1 are rounded down, those between 0 and 1 up to 1, and the same below 0. */
function percentOf(current: number, percent: number, least: number): number {
  const exact = (current * percent) / 100;
  const size = Math.abs(exact);
  const rounded = size > 1 ? Math.floor(size) : Math.ceil(size);
  return Math.sign(exact) * Math.max(rounded, exact === 0 ? 0 : least);
}
