import { isKnown, misuse } from '../support/validation';

/** What to do while a metric is in a range. */
export interface ScalingStep {
  /** From this value on. @default - the end of the step below, or any lower value */
  readonly lower?: number;
  /** Up to this value. @default - the beginning of the step above, or any higher value */
  readonly upper?: number;
  /** How many tasks to add, or with a minus to remove; percent of the tasks with `PercentChangeInCapacity`. */
  readonly change: number;
}

/** The steps in one direction, with one alarm for all of them. */
export interface StepPolicy {
  readonly direction: 'out' | 'in';
  /** Value of the metric at which the alarm goes off. */
  readonly threshold: number;
  /** Bounds as AWS takes them: relative to the threshold, one end open. */
  readonly adjustments: readonly {
    readonly lower?: number;
    readonly upper?: number;
    readonly change: number;
  }[];
}

/** A step with the range that it has after its neighbours have been looked at. */
interface Range {
  readonly lower?: number;
  readonly upper?: number;
  readonly change: number;
}

/**
 * The steps as AWS takes them: one policy and one alarm to add tasks, another pair to remove some.
 *
 * @throws Error when steps overlap, leave a gap, have no bounds, or add tasks below where others remove some
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function stepPolicies(where: string, steps: readonly ScalingStep[]): readonly StepPolicy[] {
  requireSteps(where, steps);
  const out = outward(
    where,
    steps.filter(({ change }) => change > 0),
  );
  const inward = outward(where, steps.filter(({ change }) => change < 0).map(mirrored));
  const added = policyOf('out', out);
  const removed = policyOf('in', inward);
  if (added !== undefined && removed !== undefined && removed.threshold >= added.threshold) {
    throw misuse(where, {
      what: 'tasks are removed below where they are added, with room between',
      got: `removed up to ${removed.threshold}, added from ${added.threshold} on`,
      fix: 'Lower upper of the steps that remove tasks.',
    });
  }
  return [added, removed].filter((policy) => policy !== undefined);
}

function requireSteps(where: string, steps: readonly ScalingStep[] | undefined): void {
  if (steps === undefined || steps.length === 0) {
    throw misuse(where, {
      what: 'scaleOnMetric scales by steps',
      got: 'no scalingSteps',
      fix: 'Write them like [{ lower: 100, change: 1 }, { upper: 10, change: -1 }], or use scaleToTrackCustomMetric.',
    });
  }
  const bad = steps.find(
    ({ lower, upper, change }) =>
      change === 0 ||
      !Number.isInteger(change) ||
      ![lower, upper].every((value) => value === undefined || isKnown(value)) ||
      (lower !== undefined && upper !== undefined && lower >= upper) ||
      (change > 0 ? lower === undefined : upper === undefined),
  );
  if (bad !== undefined) {
    throw misuse(where, {
      what: 'a step that adds tasks begins at lower, one that removes some ends at upper, and lower is below upper',
      got: JSON.stringify(bad),
      fix: 'Write it like { lower: 100, change: 1 } or { upper: 10, change: -1 }.',
    });
  }
}

/** Removing is adding with the axis turned around. */
function mirrored({ lower, upper, change }: ScalingStep): ScalingStep {
  return {
    lower: upper === undefined ? undefined : -upper,
    upper: lower === undefined ? undefined : -lower,
    change,
  };
}

/** From the threshold outwards, without gaps, the last one open. */
function outward(where: string, steps: readonly ScalingStep[]): readonly Range[] {
  const sorted = [...steps].sort((a, b) => (a.lower ?? 0) - (b.lower ?? 0));
  return sorted.map((step, index) => {
    const next = sorted[index + 1]?.lower;
    if (step.upper !== undefined && step.upper !== next) {
      throw misuse(where, {
        what: 'steps in one direction follow each other without a gap, and the outermost one has no end',
        got: JSON.stringify(steps.map(({ change }) => change)).concat(
          ` with ${Math.abs(step.upper)} next to ${next === undefined ? 'nothing' : Math.abs(next)}`,
        ),
        fix: 'Leave out the bound that the neighbour has anyway.',
      });
    }
    return { ...step, upper: next };
  });
}

function policyOf(direction: 'out' | 'in', ranges: readonly Range[]): StepPolicy | undefined {
  const start = ranges[0]?.lower;
  if (start === undefined) {
    return undefined;
  }
  const adjustments = ranges.map(({ lower = start, upper, change }) => ({
    lower: lower - start,
    upper: upper === undefined ? undefined : upper - start,
    change,
  }));
  if (direction === 'out') {
    return { direction, threshold: start, adjustments };
  }
  return {
    direction,
    threshold: -start,
    adjustments: adjustments.map(({ lower, upper, change }) => ({
      lower: upper === undefined ? undefined : -upper,
      upper: lower === 0 ? 0 : -lower,
      change,
    })),
  };
}
