/** A change of a service's desired count by a policy. */
interface Change {
  readonly from: number;
  readonly to: number;
  /** When another change in this direction is no longer held back. */
  readonly until: number;
}

/**
 * Holds changes back that come too soon after another. Tasks are always added when more are wanted than were added last;
 * tasks are taken away only when the wait is over, and adding some ends that wait.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html#step-scaling-cooldown
 */
export class Cooldowns {
  private readonly outs = new Map<string, Change>();
  private readonly ins = new Map<string, Change>();

  /** The count that a scale-out is reckoned from: within the wait, the one before the last scale-out. */
  baseOf(key: string, current: number, now: number = Date.now()): number {
    const last = this.outs.get(key);
    return last !== undefined && now < last.until ? Math.min(current, last.from) : current;
  }

  /** Whether tasks may be taken away. */
  mayScaleIn(key: string, now: number = Date.now()): boolean {
    return now >= (this.ins.get(key)?.until ?? 0);
  }

  /** Remembers a change, and how long others wait for it. */
  changed(key: string, from: number, to: number, waitMs: number, now: number = Date.now()): void {
    const isOut = to > from;
    // Within the wait, what was there before the first of several is still what they are reckoned from.
    (isOut ? this.outs : this.ins).set(key, {
      from: isOut ? this.baseOf(key, from, now) : from,
      to,
      until: now + waitMs,
    });
    if (isOut) {
      this.ins.delete(key);
    }
  }
}
