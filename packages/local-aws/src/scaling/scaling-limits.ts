import type { ScalableServices } from '../ecs/scalable-services';
import { activityKey, type ScalingActivities } from './scaling-activities';

/** Keeps a service's desired count within limits that changed, and says so where that changed something. */
export function applyLimits(
  parts: { readonly services: ScalableServices; readonly activities: ScalingActivities },
  region: string,
  resourceId: string,
  { MinCapacity, MaxCapacity }: { readonly MinCapacity: number; readonly MaxCapacity: number },
): void {
  const [, cluster = '', service = ''] = resourceId.split('/');
  const state = parts.services.stateOf(region, cluster, service);
  if (state === undefined) {
    return;
  }
  const count = Math.min(MaxCapacity, Math.max(MinCapacity, state.desired));
  // Not only on a change: earlier failures of the service say nothing about it any more.
  parts.services.setDesired(region, cluster, service, count);
  if (count === state.desired) {
    return;
  }
  const Cause =
    count > state.desired
      ? `minimum capacity was set to ${MinCapacity}`
      : `maximum capacity was set to ${MaxCapacity}`;
  const Description = `Setting desired count to ${count}.`;
  parts.activities.began(activityKey(region, resourceId), { Description, Cause }, count);
}
