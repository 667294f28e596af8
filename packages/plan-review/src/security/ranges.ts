/** Whole numbers from `low` to `high`, both included. */
export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

/** All numbers that exist for one purpose, and how one of them is written. */
export interface Universe {
  readonly intervals: readonly Interval[];
  readonly write: (number: bigint) => string;
}

export function overlap(a: Interval, b: Interval): boolean {
  return a.low <= b.high && b.low <= a.high;
}

/** Sorted, without overlap and without neighbours that could be one. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.every((interval, index) => isApart(intervals[index - 1], interval))) {
    return intervals;
  }
  const sorted = intervals
    .filter(({ low, high }) => low <= high)
    .sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
  const joined: Interval[] = [];
  for (const interval of sorted) {
    const last = joined.at(-1);
    if (last === undefined || interval.low > last.high + 1n) {
      joined.push(interval);
    } else if (interval.high > last.high) {
      joined[joined.length - 1] = { low: last.low, high: interval.high };
    }
  }
  return joined;
}

function isApart(before: Interval | undefined, { low, high }: Interval): boolean {
  return low <= high && (before === undefined || low > before.high + 1n);
}

export function intersection(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const common: Interval[] = [];
  for (const left of a) {
    for (const right of b) {
      if (overlap(left, right)) {
        common.push({
          low: left.low > right.low ? left.low : right.low,
          high: left.high < right.high ? left.high : right.high,
        });
      }
    }
  }
  return union(common);
}

/** What lies in `from` and not in `taken`. */
export function difference(
  from: readonly Interval[],
  taken: readonly Interval[],
): readonly Interval[] {
  let rest = union(from);
  for (const { low, high } of taken) {
    rest = rest.flatMap((interval) =>
      high < interval.low || low > interval.high
        ? [interval]
        : [
            { low: interval.low, high: low - 1n },
            { low: high + 1n, high: interval.high },
          ].filter((piece) => piece.low <= piece.high),
    );
  }
  return rest;
}

/** Far beyond any number a policy holds. */
const most = 10n ** 30n;

export const integers: Universe = {
  intervals: [{ low: -most, high: most }],
  write: (number) => number.toString(),
};

/** Milliseconds since 1970. */
export const instants: Universe = {
  intervals: [{ low: -(10n ** 15n), high: 10n ** 15n }],
  write: (number) => new Date(Number(number)).toISOString(),
};

/** Everything that is at least, or at most, a number. */
export const atLeast = (low: bigint): Interval => ({ low, high: most });
export const atMost = (high: bigint): Interval => ({ low: -most, high });
