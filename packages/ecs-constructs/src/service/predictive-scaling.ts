import type { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import type { Construct } from 'constructs';
import type { ApplicationTargetGroup } from '../load-balancing/application-target-group';
import { requireProvider } from '../support/provider-version';
import { isKnown, misuse, requireInteger } from '../support/validation';

/** Options of `scaleOnForecast`. */
export interface PredictiveScalingOptions {
  /** What the forecast is of: the first two in percent of what the tasks reserve. */
  readonly predefinedMetricType:
    'ECSServiceCPUUtilization' | 'ECSServiceMemoryUtilization' | 'ALBRequestCount';
  /** What each task should have of it: percent, or requests per minute. */
  readonly targetValue: number;
  /** Whose requests are counted. With `ALBRequestCount` only, and needed there. @default - none */
  readonly targetGroup?: ApplicationTargetGroup;
  /** `ForecastOnly` shows the forecast in the console and changes nothing. @default 'ForecastOnly' */
  readonly mode?: 'ForecastOnly' | 'ForecastAndScale';
  /** How long before the hour of the forecast tasks are added, 0 to 3600. @default 300 */
  readonly schedulingBufferSeconds?: number;
  /** Go above `maxCapacity` where the forecast does, by this much in percent, 0 to 100. @default - never above maxCapacity */
  readonly maxCapacityBufferPercent?: number;
}

/**
 * Makes a policy one that follows a forecast.
 *
 * @throws Error with a binding of an older provider, and for a target group where none belongs, or none where one does
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html
 */
export function applyForecast(
  scope: Construct,
  policy: AppautoscalingPolicy,
  options: PredictiveScalingOptions,
): void {
  const where = policy.node.path;
  const { predefinedMetricType, targetValue, targetGroup } = options;
  const { schedulingBufferSeconds = 300, maxCapacityBufferPercent } = options;
  requireProvider(scope, policy, { feature: 'scaleOnForecast', since: '6.13' });
  requireForecast(where, options, schedulingBufferSeconds);
  policy.addOverride('predictive_scaling_policy_configuration', {
    mode: options.mode ?? 'ForecastOnly',
    scheduling_buffer_time: schedulingBufferSeconds,
    ...(maxCapacityBufferPercent === undefined
      ? { max_capacity_breach_behavior: 'HonorMaxCapacity' }
      : {
          max_capacity_breach_behavior: 'IncreaseMaxCapacity',
          max_capacity_buffer: maxCapacityBufferPercent,
        }),
    metric_specification: [
      {
        target_value: targetValue,
        predefined_metric_pair_specification: {
          predefined_metric_type: predefinedMetricType,
          ...(targetGroup && { resource_label: targetGroup.requestCountLabel }),
        },
      },
    ],
  });
}

/** Rules that need nothing but the options; exported for the tests of either provider. */
export function requireForecast(
  where: string,
  { predefinedMetricType, targetValue, targetGroup, ...options }: PredictiveScalingOptions,
  schedulingBufferSeconds: number,
): void {
  const isRequests = predefinedMetricType === 'ALBRequestCount';
  requireInteger(where, schedulingBufferSeconds, {
    name: 'schedulingBufferSeconds',
    min: 0,
    max: 3600,
    unit: 's',
  });
  requireInteger(where, options.maxCapacityBufferPercent, {
    name: 'maxCapacityBufferPercent',
    min: 0,
    max: 100,
    unit: '%',
  });
  if (isKnown(targetValue) && !(targetValue > 0 && (isRequests || targetValue <= 100))) {
    throw misuse(where, {
      what: isRequests ? 'targetValue is above 0' : 'targetValue is percent, above 0 and up to 100',
      got: targetValue,
      fix: 'Change targetValue.',
    });
  }
  if (isRequests !== (targetGroup !== undefined)) {
    throw misuse(where, {
      what: 'requests are forecast for one target group, and nothing else is',
      got: `${predefinedMetricType} ${targetGroup ? `with ${targetGroup.node.path}` : 'without targetGroup'}`,
      fix: isRequests ? 'Name the targetGroup.' : 'Leave targetGroup out.',
    });
  }
}
