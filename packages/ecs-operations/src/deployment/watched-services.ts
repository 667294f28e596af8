import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from '../explain-error';
import type { PlannedService } from './planned-services';
import { ServiceWatch, type ServiceLook, type WatchPlace } from './service-watch';

/** A service that is watched, with what was seen last. */
export interface WatchedService {
  readonly planned: PlannedService;
  readonly watch: ServiceWatch;
  /** @default - it was not looked at yet */
  readonly look?: ServiceLook;
  /** Why the last look failed. @default - it did not */
  readonly unseen?: string;
}

const LONGEST_PAUSE = 5;

/** The services of a deployment, looked at until somebody has seen enough. */
export class WatchedServices {
  private readonly services = new Map<string, WatchedService>();

  constructor(
    private readonly placeOf: (service: PlannedService) => WatchPlace,
    private readonly pollSeconds = 1,
  ) {}

  get all(): readonly WatchedService[] {
    return [...this.services.values()];
  }

  /** Watches a service, or goes on watching the one of that address, where it was seen. */
  add(planned: PlannedService): WatchedService {
    const known = this.services.get(planned.address);
    if (known?.look?.target !== undefined) {
      return known;
    }
    const watched = { planned, watch: new ServiceWatch(planned, this.placeOf(planned)) };
    this.services.set(planned.address, watched);
    return watched;
  }

  /**
   * Looks at all once. What cannot be read for a moment is only not seen.
   *
   * @throws Error when a look fails in a way that another look does not mend
   */
  async look(only: (service: WatchedService) => boolean = () => true): Promise<void> {
    await Promise.all(
      this.all.filter(only).map(async (watched) => {
        try {
          const look = await watched.watch.look();
          this.services.set(watched.planned.address, { ...watched, look, unseen: undefined });
        } catch (error) {
          if (!isTransient(error)) {
            throw error;
          }
          const unseen = (error as Error).message;
          this.services.set(watched.planned.address, { ...watched, unseen });
        }
      }),
    );
  }

  /** Looks again and again, until `enough` says so or the signal comes; the pauses grow. */
  async until(
    enough: (all: readonly WatchedService[]) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<void> {
    let pause = this.pollSeconds;
    while (!signal.aborted) {
      // What has come to an end is not asked again.
      await this.look(({ look }) => !isOver(look));
      if (await enough(this.all)) {
        return;
      }
      await delay(pause * 1000, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 1.1, LONGEST_PAUSE);
    }
  }
}

/** Whether a service failed; nothing that comes later changes that for this deployment. */
export function isOver(look: ServiceLook | undefined): boolean {
  return look?.standing.state === 'failed' || look?.standing.state === 'rolled-back';
}
