/** How the time between SIGTERM and SIGKILL is spent; `graceMs`, `unusedMs` and `deadlineMs` count from SIGTERM. */
export interface DrainTimes {
  /** The port stays open: a load balancer, a DNS name, a client's pool still send. */
  readonly graceMs: number;
  /** After the grace the port closes as soon as nobody has come for so long. */
  readonly quietMs: number;
  /** The longest that people who come after the grace wait for the port to close. */
  readonly lastCallMs: number;
  /** Whoever has not completed a request by then is cut off. */
  readonly unusedMs: number;
  /** Requests under way are given up: the exit code is to be ours, and not SIGKILL's 137. */
  readonly deadlineMs: number;
}

/**
 * Divides a stop timeout: a tenth for the grace, two seconds at most; a twentieth for the last call, a second and a half at
 * most; a fifth, five seconds at most, is kept back for the exit.
 */
export function drainTimes(stopTimeoutSeconds: number): DrainTimes {
  const totalMs = stopTimeoutSeconds * 1000;
  const deadlineMs = Math.round(totalMs - Math.min(5_000, totalMs / 5));
  return {
    graceMs: Math.min(2_000, totalMs / 10),
    quietMs: 250,
    lastCallMs: Math.min(1_500, totalMs / 20),
    unusedMs: deadlineMs / 2,
    deadlineMs,
  };
}
