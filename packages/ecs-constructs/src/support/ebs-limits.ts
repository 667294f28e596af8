import type { Construct } from 'constructs';
import { isKnown, misuse, requireInteger } from './validation';

/** What EBS gives a volume of a type. */
interface IopsLimits {
  readonly min: number;
  readonly max: number;
  readonly perGiB: number;
  /** Those of every volume, however small. */
  readonly baseline: number;
}

/**
 * Types whose operations per second can be chosen.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html
 */
const LIMITS = {
  gp3: { min: 3_000, max: 80_000, perGiB: 500, baseline: 3_000 },
  io1: { min: 100, max: 64_000, perGiB: 50, baseline: 100 },
  io2: { min: 100, max: 256_000, perGiB: 1_000, baseline: 100 },
} as const satisfies Readonly<Record<string, IopsLimits>>;

/** What is asked of a volume; each with the name of its option. */
interface VolumePerformance {
  readonly volumeType: string;
  readonly size: readonly [name: string, value: number | undefined];
  readonly iops: readonly [name: string, value: number | undefined];
  /** Of gp3 only. */
  readonly throughput?: readonly [name: string, value: number | undefined];
}

/** Requires operations per second and a throughput that EBS gives a volume of that type and size. */
export function requirePerformance(scope: Construct, volume: VolumePerformance): void {
  const limits = isLimited(volume.volumeType) ? LIMITS[volume.volumeType] : undefined;
  if (limits === undefined) {
    return;
  }
  const [name, iops] = volume.iops;
  requireInteger(scope, iops, { name, min: limits.min, max: limits.max });
  requireIopsPerGiB(scope, volume, limits);
  if (volume.volumeType === 'gp3') {
    requireThroughputPerIops(scope, volume, limits.baseline);
  }
}

function isLimited(volumeType: string): volumeType is keyof typeof LIMITS {
  return volumeType in LIMITS;
}

/** Beyond it AWS makes no volume, so that no host launches and no task starts: both are tried for ever. */
function requireIopsPerGiB(
  scope: Construct,
  { iops: [name, iops], size: [sizeName, size] }: VolumePerformance,
  { perGiB, baseline }: IopsLimits,
): void {
  if (!isKnown(iops) || !isKnown(size)) {
    return;
  }
  const most = Math.max(baseline, size * perGiB);
  if (iops <= most) {
    return;
  }
  throw misuse(scope, {
    what: `${name} may be at most ${perGiB} for each GiB, ${most} for a volume of ${size} GiB`,
    got: iops,
    fix: `Set ${sizeName} to ${Math.ceil(iops / perGiB)} or more, or lower ${name}.`,
  });
}

/** gp3 gives at most a quarter of a MiB/s for each operation per second. */
function requireThroughputPerIops(
  scope: Construct,
  { iops: [iopsName, iops], throughput: [name, throughput] = ['', undefined] }: VolumePerformance,
  baseline: number,
): void {
  const given = iops ?? baseline;
  if (!isKnown(given) || !isKnown(throughput) || throughput * 4 <= given) {
    return;
  }
  throw misuse(scope, {
    what: `${name} may be at most a quarter of ${iopsName} (${given})`,
    got: throughput,
    fix: `Set ${iopsName} to ${throughput * 4} or more, or lower ${name}.`,
  });
}
