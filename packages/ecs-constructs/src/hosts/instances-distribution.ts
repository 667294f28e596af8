import type { AutoscalingGroupMixedInstancesPolicy } from '@cdktf/provider-aws/lib/autoscaling-group';
import type { Construct } from 'constructs';
import { requireInteger } from '../support/validation';

/**
 * Spot hosts: cheaper, and AWS takes them back with two minutes' notice. The agent drains a host that is taken back.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
export interface SpotOptions {
  /** The first so many hosts are on-demand. @default 0 */
  readonly onDemandBaseCapacity?: number;
  /** Of the hosts beyond that, so many percent are on-demand. @default 0 */
  readonly onDemandPercentageAboveBase?: number;
  /** How AWS chooses among the pools of spare hosts. @default 'price-capacity-optimized' */
  readonly allocationStrategy?:
    | 'price-capacity-optimized'
    | 'capacity-optimized'
    | 'capacity-optimized-prioritized'
    | 'lowest-price';
  /**
   * Replace a host as soon as AWS says that it may be taken back, before the notice itself. The agent gets no notice of
   * that, so without managed draining the tasks of the host stop with it.
   *
   * @default - true with managed draining, false otherwise
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/spot-instance-draining-linux-container.html
   */
  readonly capacityRebalance?: boolean;
}

/** What a mixed group is made from. */
export interface MixedInstancesInput {
  readonly launchTemplateId: string;
  readonly version: string;
  /** In the order in which on-demand hosts are tried. */
  readonly instanceTypes: readonly string[];
  readonly spot?: SpotOptions;
}

/** The policy of a group with several instance types, Spot hosts, or both. */
export function mixedInstancesPolicy(
  input: MixedInstancesInput,
): AutoscalingGroupMixedInstancesPolicy {
  const { spot } = input;
  return {
    launchTemplate: {
      launchTemplateSpecification: {
        launchTemplateId: input.launchTemplateId,
        version: input.version,
      },
      override: input.instanceTypes.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandAllocationStrategy: 'prioritized',
      onDemandBaseCapacity: spot?.onDemandBaseCapacity ?? 0,
      onDemandPercentageAboveBaseCapacity:
        spot === undefined ? 100 : (spot.onDemandPercentageAboveBase ?? 0),
      spotAllocationStrategy: spot?.allocationStrategy ?? 'price-capacity-optimized',
    },
  };
}

/** Requires numbers that Auto Scaling accepts. */
export function requireSpot(scope: Construct, spot: SpotOptions): void {
  requireInteger(scope, spot.onDemandBaseCapacity, { name: 'spot.onDemandBaseCapacity', min: 0 });
  requireInteger(scope, spot.onDemandPercentageAboveBase, {
    name: 'spot.onDemandPercentageAboveBase',
    min: 0,
    max: 100,
    unit: '%',
  });
}
