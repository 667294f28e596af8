import { canFail } from './deployments';
import type { Service } from './service';

/**
 * How many failed tasks end a deployment: half of the desired count, at least 3, at most 200.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function failureThreshold(desiredCount: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));
}

/** Whether the primary deployment has failed, for the service's own settings. */
export function breakerTrips({ configuration, desiredCount, deployments }: Service): boolean {
  const [primary] = deployments;
  return (
    configuration.circuitBreaker.enable &&
    primary !== undefined &&
    canFail(primary) &&
    primary.failedTasks >= failureThreshold(desiredCount)
  );
}
