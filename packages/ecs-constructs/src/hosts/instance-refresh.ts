import type {
  AutoscalingGroupInstanceMaintenancePolicy,
  AutoscalingGroupInstanceRefresh,
} from '@cdktf/provider-aws/lib/autoscaling-group';
import type { Construct } from 'constructs';
import { isKnown, misuse, requireInteger } from '../support/validation';

/**
 * How hosts are replaced after a change of the launch template: a new image, another instance type, other settings or
 * tags. Launching first, the group has a host more than its size for a while, also where a static port needs it.
 *
 * Terraform starts the replacement and does not wait for it. One that fails stops, and the hosts that were not replaced
 * yet keep running; put the cause right and apply again. There is no automatic rollback: the AWS provider sets the new
 * version on the group first, so that AWS would roll back to that same version, again and again.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 */
export interface InstanceRefresh {
  /** Hosts that must be in service meanwhile, in percent of the group; 100 launches before it terminates. @default 100 */
  readonly minHealthyPercent?: number;
  /** Hosts that may be there meanwhile, in percent of the group, 100 to 200. @default 110, which means one by one in small groups */
  readonly maxHealthyPercent?: number;
  /** Hosts that are protected from scale-in: replace them, leave them, or wait for an hour and fail. @default 'Refresh' */
  readonly protectedInstances?: 'Refresh' | 'Ignore' | 'Wait';
  /** Hosts that somebody has set aside: leave them, terminate them, or wait for an hour and fail. @default 'Ignore' */
  readonly standbyInstances?: 'Ignore' | 'Terminate' | 'Wait';
  /** Leave hosts alone that run the newest launch template already. @default true */
  readonly skipMatching?: boolean;
}

const LAUNCH_FIRST = { min: 100, max: 110 } as const;

/** The refresh of a group, or nothing where it is disabled. */
export function instanceRefreshConfig(
  refresh: InstanceRefresh | 'disabled',
): AutoscalingGroupInstanceRefresh | undefined {
  if (refresh === 'disabled') {
    return undefined;
  }
  return {
    strategy: 'Rolling',
    preferences: {
      minHealthyPercentage: refresh.minHealthyPercent ?? LAUNCH_FIRST.min,
      maxHealthyPercentage: refresh.maxHealthyPercent ?? LAUNCH_FIRST.max,
      scaleInProtectedInstances: refresh.protectedInstances ?? 'Refresh',
      standbyInstances: refresh.standbyInstances ?? 'Ignore',
      skipMatching: refresh.skipMatching ?? true,
      autoRollback: false,
    },
  };
}

/** How the group replaces hosts for every other reason: failed health checks, their age, the balance of the zones. */
export function maintenancePolicy(
  refresh: InstanceRefresh | 'disabled',
): AutoscalingGroupInstanceMaintenancePolicy {
  const preferences = refresh === 'disabled' ? {} : refresh;
  return {
    minHealthyPercentage: preferences.minHealthyPercent ?? LAUNCH_FIRST.min,
    maxHealthyPercentage: preferences.maxHealthyPercent ?? LAUNCH_FIRST.max,
  };
}

/** Requires percentages that Auto Scaling accepts together. */
export function requireInstanceRefresh(
  scope: Construct,
  refresh: InstanceRefresh | 'disabled',
): void {
  if (refresh === 'disabled') {
    return;
  }
  const { minHealthyPercent = LAUNCH_FIRST.min, maxHealthyPercent = LAUNCH_FIRST.max } = refresh;
  requireInteger(scope, minHealthyPercent, {
    name: 'instanceRefresh.minHealthyPercent',
    min: 0,
    max: 100,
    unit: '%',
  });
  requireInteger(scope, maxHealthyPercent, {
    name: 'instanceRefresh.maxHealthyPercent',
    min: 100,
    max: 200,
    unit: '%',
  });
  if (!isKnown(minHealthyPercent) || !isKnown(maxHealthyPercent)) {
    return;
  }
  const stuck = minHealthyPercent === 100 && maxHealthyPercent === 100;
  if (!stuck && maxHealthyPercent - minHealthyPercent <= 100) {
    return;
  }
  throw misuse(scope, {
    what: stuck
      ? 'an instance refresh can neither terminate nor launch a host first'
      : 'maxHealthyPercent of an instance refresh may be at most 100 above minHealthyPercent',
    got: `minHealthyPercent ${minHealthyPercent}, maxHealthyPercent ${maxHealthyPercent}`,
    fix: stuck
      ? 'Raise maxHealthyPercent to launch first, or lower minHealthyPercent to terminate first.'
      : 'Lower maxHealthyPercent or raise minHealthyPercent.',
  });
}
