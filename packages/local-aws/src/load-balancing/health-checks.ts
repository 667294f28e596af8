import { probe, type ProbeResult } from './health-probe';
import type { TargetGroup, TargetHealthCheck } from './target-group';
import type { Target, TargetHealth, TargetTable } from './target-table';

/** Where a target is, or why nobody checks it. */
export type TargetSight =
  { readonly address: string; readonly group: TargetGroup } | { readonly unused: TargetHealth };

/** Until a target has passed once it is looked at this often, so that a deployment need not wait for a whole interval. */
const FIRST_LOOKS_MS = 1000;

const CHECKING: TargetHealth = {
  state: 'initial',
  reason: 'Elb.InitialHealthChecking',
  description: 'Initial health checks in progress',
};

/** Checks every registered target for as long as it is registered. */
export class HealthChecks {
  private readonly timers = new Map<Target, NodeJS.Timeout>();
  private closed = false;

  constructor(
    private readonly table: TargetTable,
    private readonly sight: (target: Target) => TargetSight,
    private readonly ask: typeof probe = probe,
  ) {
    table.onChange((target) => {
      if (table.has(target) && target.health.reason === 'Elb.RegistrationInProgress') {
        this.plan(target, 0);
      }
    });
  }

  /** Ends all checks. */
  close(): void {
    this.closed = true;
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
  }

  private plan(target: Target, inMs: number, failedAt = 0): void {
    if (this.closed) {
      return;
    }
    clearTimeout(this.timers.get(target));
    this.timers.set(
      target,
      setTimeout(() => void this.look(target, failedAt), inMs),
    );
  }

  private async look(target: Target, failedAt: number): Promise<void> {
    this.timers.delete(target);
    if (!this.isChecked(target)) {
      return;
    }
    const seen = this.sight(target);
    if ('unused' in seen) {
      target.passed = target.failed = 0;
      this.table.setHealth(target, seen.unused);
      return this.plan(target, FIRST_LOOKS_MS);
    }
    const { healthCheck } = seen.group;
    if (target.passed === 0 && target.failed === 0) {
      this.table.setHealth(target, CHECKING);
    }
    const port = healthCheck.port === 'traffic-port' ? target.port : healthCheck.port;
    const began = Date.now();
    const result = await this.ask(seen.address, port, healthCheck);
    if (!this.isChecked(target)) {
      return;
    }
    const intervalMs = healthCheck.intervalSeconds * 1000;
    const isEarly = result !== 'passed' && began - failedAt < intervalMs;
    if (!isEarly) {
      this.table.setHealth(target, afterCheck(target, result, healthCheck));
    }
    const isFresh = target.health.state === 'initial';
    this.plan(
      target,
      isFresh ? Math.min(FIRST_LOOKS_MS, intervalMs) : intervalMs,
      result === 'passed' || isEarly ? failedAt : began,
    );
  }

  private isChecked(target: Target): boolean {
    return !this.closed && this.table.has(target) && target.health.state !== 'draining';
  }
}

/**
 * The health after a check. The first check that passes makes a new target healthy; later a row of them is needed, each way.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function afterCheck(
  target: Target,
  result: ProbeResult,
  { healthyThreshold, unhealthyThreshold }: TargetHealthCheck,
): TargetHealth {
  const { state } = target.health;
  if (result === 'passed') {
    target.passed += 1;
    target.failed = 0;
    const isEnough = state !== 'unhealthy' || target.passed >= healthyThreshold;
    return isEnough ? { state: 'healthy' } : target.health;
  }
  target.failed += 1;
  target.passed = 0;
  const isTooMuch = state === 'unhealthy' || target.failed >= unhealthyThreshold;
  return isTooMuch ? { state: 'unhealthy', ...result } : target.health;
}
