import { AwsError } from '../gateway/aws-response';
import type { TargetTracking } from './scaling-policy';
import { labelParts } from './tracking-alarms';

const PREDEFINED = [
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
  'ALBRequestCountPerTarget',
];

/** What a policy is checked against. */
export interface KnownToPolicies {
  /** Whether a balancer sends requests to a target group, each by the end of its ARN. */
  readonly sends: (loadBalancer: string, targetGroup: string) => boolean;
}

/**
 * Refuses policies of services that AWS would refuse, and, by name, those that would never act here.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function checkPolicy(
  input: Readonly<Record<string, unknown>>,
  known: KnownToPolicies,
): void {
  const type = String(input['PolicyType'] ?? 'StepScaling');
  if (type === 'PredictiveScaling') {
    throw notEmulated('PredictiveScaling', 'TargetTrackingScaling, StepScaling');
  }
  const tracking = input['TargetTrackingScalingPolicyConfiguration'] as TargetTracking | undefined;
  if (type !== 'TargetTrackingScaling' || tracking === undefined) {
    return;
  }
  if (tracking.CustomizedMetricSpecification?.Metrics !== undefined) {
    throw notEmulated('target tracking on metric math', 'one metric by its name');
  }
  const predefined = tracking.PredefinedMetricSpecification;
  if (predefined === undefined) {
    return;
  }
  const { PredefinedMetricType: metric, ResourceLabel: label } = predefined;
  if (!PREDEFINED.includes(metric)) {
    throw new AwsError(
      'ValidationException',
      `Metric type ${metric} is not valid for service namespace ecs. Allowed ${PREDEFINED.join(', ')}.`,
    );
  }
  const parts = labelParts(label);
  if (metric !== 'ALBRequestCountPerTarget') {
    return;
  }
  if (parts === undefined || !known.sends(parts.loadBalancer, parts.targetGroup)) {
    throw new AwsError(
      'ValidationException',
      `Invalid resource label: ${label ?? ''}. It is app/<name>/<id>/targetgroup/<name>/<id>, of a load balancer that sends requests to the target group.`,
    );
  }
}

function notEmulated(what: string, allowed: string): AwsError {
  return new AwsError(
    'ValidationException',
    `local-aws: ${what} is not emulated. Allowed ${allowed}. Fix: leave it out here, or use a real account.`,
  );
}
