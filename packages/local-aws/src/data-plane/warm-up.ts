import { regionOf } from '../ecs/identifiers';
import type { Service } from '../ecs/service';
import type { EcsState } from '../ecs/state';
import { serves } from '../ecs/task-health';

/** The warm-up of the groups that the library makes. AWS waits for all of it; here, for what it is there for. */
const PATIENCE_MS = 60_000;

/**
 * The time that a new host gets before the next old one ends: until the services of the region that served with all their
 * tasks before it came do so again, and no longer than a warm-up. One that was broken before holds no refresh back.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html
 *
 * @returns what waits; call it when the host has come
 */
export function warmUpOf(
  state: EcsState,
  region: string,
  patienceMs: number = PATIENCE_MS,
): () => Promise<void> {
  const isWhole = (service: Service): boolean =>
    state.tasksOf(service).filter((task) => serves(task, 0)).length >= service.desiredCount;
  const those = new Set(
    state
      .services()
      .filter((service) => regionOf(service.arn) === region && isWhole(service))
      .map(({ arn }) => arn),
  );
  return async () => {
    const isShort = (service: Service): boolean =>
      service.status === 'ACTIVE' && those.has(service.arn) && !isWhole(service);
    const deadline = Date.now() + patienceMs;
    while (state.services().some(isShort) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
}
