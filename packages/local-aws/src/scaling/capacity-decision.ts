import { steppedCapacity, trackedCapacity, type ScalingPolicy } from './scaling-policy';

/** A policy whose alarm is in the state ALARM. */
export interface Alarmed {
  readonly policy: ScalingPolicy;
  readonly alarmName: string;
  readonly threshold: number;
  /** Of an alarm that fires above its threshold. */
  readonly isHigh: boolean;
  /** The latest datapoint; undefined when somebody set the state by hand. */
  readonly value?: number;
}

/** What a policy would set the desired count to, and why. */
export interface Wish {
  readonly count: number;
  readonly alarmed: Alarmed;
}

/** What all policies of a service together want; undefined when that is what there is. */
export function decide(
  policies: readonly ScalingPolicy[],
  alarmed: readonly Alarmed[],
  current: number,
  /** The count that a scale-out is reckoned from, while the last one is still waited for. */
  base: number,
): Wish | undefined {
  const wishes = alarmed.flatMap((one): Wish[] => {
    const count = wishedCount(one, current, base);
    return count === undefined || !Number.isFinite(count)
      ? []
      : [{ count: Math.max(0, count), alarmed: one }];
  });
  const largest = (some: readonly Wish[]): Wish | undefined =>
    [...some].sort((one, other) => other.count - one.count)[0];
  const out = largest(wishes.filter(({ count }) => count > current));
  if (out !== undefined) {
    return out;
  }
  const ins = wishes.filter(({ count }) => count < current);
  // Who tracks a metric and may take tasks away has to agree.
  const isAgreed = policies.every(
    (policy) =>
      policy.TargetTrackingScalingPolicyConfiguration === undefined ||
      policy.TargetTrackingScalingPolicyConfiguration.DisableScaleIn === true ||
      ins.some((wish) => wish.alarmed.policy === policy),
  );
  return isAgreed ? largest(ins) : undefined;
}

function wishedCount(
  { policy, threshold, isHigh, value }: Alarmed,
  current: number,
  base: number,
): number | undefined {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  if (tracking !== undefined) {
    if (!isHigh && tracking.DisableScaleIn === true) {
      return undefined;
    }
    if (value === undefined) {
      return isHigh ? base + 1 : current - 1;
    }
    const tracked = trackedCapacity(isHigh ? base : current, value, tracking.TargetValue);
    // An alarm above the target never takes a task away, nor one below it adds one.
    return isHigh ? Math.max(tracked, current) : Math.min(tracked, current);
  }
  const steps = policy.StepScalingPolicyConfiguration;
  if (steps === undefined) {
    return undefined;
  }
  const distance = value === undefined ? 0 : value - threshold;
  const stepped = steppedCapacity(current, distance, steps);
  return stepped !== undefined && stepped > current
    ? steppedCapacity(base, distance, steps)
    : stepped;
}
