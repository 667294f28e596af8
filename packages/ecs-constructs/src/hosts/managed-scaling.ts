import type { EcsCapacityProviderConfig } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { Construct } from 'constructs';
import { literal } from '../support/terraform-text';
import { isKnown, requireInteger, requireName, requireOrder } from '../support/validation';

/**
 * How a capacity provider scales a group of hosts.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export interface ScalingOptions {
  /**
   * What services name in their strategies. May not start with `aws`, `ecs` or `fargate`. Change it only together with
   * the name of the group: the new capacity provider is made first, and AWS allows one for each group.
   *
   * @default - the group's name, made legal
   */
  readonly capacityProviderName?: string;
  /** How full the hosts should be, 1 to 100: below 100, ECS keeps spare hosts. @default 100 */
  readonly targetCapacityPercent?: number;
  /** Keep hosts that run tasks when the group shrinks. @default true */
  readonly terminationProtection?: boolean;
  /** Move the tasks of a host away before the host terminates. @default true */
  readonly draining?: boolean;
  /** Fewest hosts added at a time, 1 to 10,000. @default 1 */
  readonly minimumScalingStepSize?: number;
  /** Most hosts added at a time, 1 to 10,000. @default 10000 */
  readonly maximumScalingStepSize?: number;
  /** How long a new host is left out of the sums that decide about the next one, 0 to 10,000. @default 300 */
  readonly instanceWarmupSeconds?: number;
}

/**
 * Lets ECS decide how many hosts a group has.
 *
 * AWS takes no capacity provider away from a cluster while a service uses it. So changing the name of a group replaces
 * every service with a strategy on the cluster. To take a group away, first leave it out of every
 * `capacityProviderStrategy`, apply, and then remove it.
 */
export interface ManagedScaling extends ScalingOptions {
  /** No more hosts than this, however many tasks wait. */
  readonly maxInstanceCount: number;
  /** Hosts that stay although no task needs them. @default 0 */
  readonly minInstanceCount?: number;
}

/** What a capacity provider needs to know beside the scaling. */
export interface CapacityProviderInput {
  /** Name of the group. */
  readonly groupName: string;
  readonly autoScalingGroupArn: string;
  readonly scaling: ScalingOptions;
}

/** Everything explicit: AWS has changed such defaults before, and turns draining on by itself. */
export function capacityProviderConfig(input: CapacityProviderInput): EcsCapacityProviderConfig {
  const { groupName, autoScalingGroupArn, scaling } = input;
  return {
    name: scaling.capacityProviderName ?? legalName(groupName),
    autoScalingGroupProvider: {
      autoScalingGroupArn: literal(autoScalingGroupArn),
      managedDraining: state(scaling.draining ?? true),
      managedTerminationProtection: state(scaling.terminationProtection ?? true),
      managedScaling: {
        status: 'ENABLED',
        targetCapacity: scaling.targetCapacityPercent ?? 100,
        minimumScalingStepSize: scaling.minimumScalingStepSize ?? 1,
        maximumScalingStepSize: scaling.maximumScalingStepSize ?? 10_000,
        instanceWarmupPeriod: scaling.instanceWarmupSeconds ?? 300,
      },
    },
    // One that leaves the cluster is deleted after the association has let it go, not before.
    lifecycle: { createBeforeDestroy: true },
  };
}

const RESERVED = /^(aws|ecs|fargate)/i;

/** What is legal for a group is not always legal for a capacity provider. */
function legalName(groupName: string): string {
  if (!isKnown(groupName)) {
    return groupName;
  }
  const name = groupName.replaceAll('.', '-');
  return RESERVED.test(name) ? `hosts-${name}` : name;
}

function state(enabled: boolean): 'ENABLED' | 'DISABLED' {
  return enabled ? 'ENABLED' : 'DISABLED';
}

/** Requires settings that ECS accepts for a capacity provider. */
export function requireScalingOptions(scope: Construct, scaling: ScalingOptions): void {
  if (scaling.capacityProviderName !== undefined) {
    requireProviderName(scope, scaling);
  }
  const check = (name: keyof ScalingOptions, min: number, max: number): void => {
    const value = scaling[name] as number | undefined;
    requireInteger(scope, value, { name: `managedScaling.${name}`, min, max });
  };
  check('targetCapacityPercent', 1, 100);
  check('minimumScalingStepSize', 1, 10_000);
  check('maximumScalingStepSize', 1, 10_000);
  check('instanceWarmupSeconds', 0, 10_000);
  requireOrder(scope, {
    'managedScaling.maximumScalingStepSize': scaling.maximumScalingStepSize,
    'managedScaling.minimumScalingStepSize': scaling.minimumScalingStepSize,
  });
}

/** Requires settings that ECS and the group accept, for a group that begins with so many hosts. */
export function requireManagedScaling(
  scope: Construct,
  scaling: ManagedScaling,
  instanceCount: number,
): void {
  const { minInstanceCount = 0, maxInstanceCount } = scaling;
  requireScalingOptions(scope, scaling);
  requireInteger(scope, maxInstanceCount, { name: 'managedScaling.maxInstanceCount', min: 1 });
  requireInteger(scope, minInstanceCount, { name: 'managedScaling.minInstanceCount', min: 0 });
  const largest = { 'managedScaling.maxInstanceCount': maxInstanceCount };
  const smallest = { 'managedScaling.minInstanceCount': minInstanceCount };
  requireOrder(scope, { ...largest, ...smallest });
  requireOrder(scope, { ...largest, instanceCount });
  requireOrder(scope, { instanceCount, ...smallest });
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html */
function requireProviderName(
  scope: Construct,
  { capacityProviderName = '' }: ScalingOptions,
): void {
  requireName(scope, capacityProviderName, {
    name: 'managedScaling.capacityProviderName',
    pattern: /^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}$/i,
    allowed:
      '1 to 255 letters, digits, hyphens and underscores, and may not start with aws, ecs or fargate',
  });
}
