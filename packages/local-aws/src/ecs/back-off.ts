const HEALTHY_MS = 10_000;
const MAXIMUM_MS = 30_000;

/**
 * How long a service waits before it starts another task after failures in a row: nothing after the first, then one
 * second, doubling. ECS throttles the same way with longer waits.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export class BackOff {
  private failures = 0;
  private until = 0;

  /** Notes that a task ended by itself after living this long; a long life forgives what was before. */
  failed(livedMs: number, now: number = Date.now()): void {
    this.failures = livedMs >= HEALTHY_MS ? 1 : this.failures + 1;
    this.until = now + delayAfter(this.failures);
  }

  /** Forgets all failures: something changed. */
  reset(): void {
    this.failures = 0;
    this.until = 0;
  }

  /** Milliseconds to wait now; 0 when a task may start. */
  wait(now: number = Date.now()): number {
    return Math.max(0, this.until - now);
  }

  /** Whether tasks have failed often enough to say so in the events. */
  get throttling(): boolean {
    return this.failures > 3;
  }
}

function delayAfter(failures: number): number {
  return failures <= 1 ? 0 : Math.min(MAXIMUM_MS, 1000 * 2 ** (failures - 2));
}
