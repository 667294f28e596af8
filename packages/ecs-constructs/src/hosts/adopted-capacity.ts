import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { zoneProblems } from '../network/network-checks';
import { requireArn } from '../support/arn';
import { isKnown, misuse, requireInteger, requireOrder, sumOfKnown } from '../support/validation';
import { type Architecture, architectureOf } from './architecture';
import { type CapacityProvider, type ICapacity, openPortIn, type PublishedPort } from './capacity';
import type { HostGroup } from './host-group';
import type { IHostSecurityGroup } from './host-security-group';
import {
  capacityProviderConfig,
  requireScalingOptions,
  type ScalingOptions,
} from './managed-scaling';
import { sizesAtPlan } from './sizes-at-plan';

/** A group of hosts that exists already, as far as services on it need to know it. */
export interface CapacityAttributes {
  /** All of one architecture. */
  readonly instanceTypes: readonly string[];
  /** Availability zones that the hosts run in, one per subnet. */
  readonly availabilityZones: readonly string[];
  /** Hosts that are certain to be there. @default - not known: nothing is checked against it */
  readonly instanceCount?: number;
  /** Most hosts that there can be. @default - instanceCount */
  readonly maxInstanceCount?: number;
  /** Needed only where no instance type is known at synth. @default - that of the instance types */
  readonly architecture?: Architecture;
  /** Memory that the agent keeps from tasks. @default 0 */
  readonly reservedMemoryMiB?: number;
  /** Hosts were launched with the account setting `awsvpcTrunking` on. @default false */
  readonly awsvpcTrunking?: boolean;
  /** Where published ports are opened. @default - nowhere: open them where the group is managed */
  readonly securityGroup?: IHostSecurityGroup;
  /** A capacity provider that scales the group already. @default - none */
  readonly capacityProviderName?: string;
  /** Makes a capacity provider that scales the group from now on. @default - none */
  readonly managedScaling?: AdoptedScaling;
}

/** Managed scaling of a group that exists already; its sizes are set where the group is managed. */
export interface AdoptedScaling extends ScalingOptions {
  readonly autoScalingGroupArn: string;
  readonly capacityProviderName: string;
}

/** A group of hosts that is managed elsewhere. `Cluster.adoptCapacity` and `Cluster.fromClusterAttributes` make it. */
export class AdoptedCapacity extends Construct implements ICapacity {
  readonly hostGroup: HostGroup;
  readonly architecture: Architecture;
  readonly capacityProvider?: CapacityProvider;
  readonly prerequisites: readonly ITerraformDependable[] = [];
  readonly securityGroup?: IHostSecurityGroup;

  constructor(scope: Construct, id: string, attributes: CapacityAttributes) {
    super(scope, id);
    requireInteger(this, attributes.instanceCount, { name: 'instanceCount', min: 0 });
    requireInteger(this, attributes.maxInstanceCount, { name: 'maxInstanceCount', min: 1 });
    requireInteger(this, attributes.reservedMemoryMiB, {
      name: 'reservedMemoryMiB',
      min: 0,
      unit: 'MiB',
    });
    const { instanceCount, maxInstanceCount = instanceCount } = attributes;
    requireOrder(this, { maxInstanceCount, instanceCount });
    requireHosts(this, attributes);
    this.node.addValidation({
      validate: () => [...zoneProblems(this, attributes.availabilityZones)],
    });
    this.architecture = this.commonArchitecture(attributes);
    this.securityGroup = attributes.securityGroup;
    this.capacityProvider = this.findCapacityProvider(attributes);
    this.hostGroup = {
      path: this.node.path,
      instanceTypes: attributes.instanceTypes.filter((type) => isKnown(type)),
      instanceCount: isKnown(instanceCount) ? instanceCount : undefined,
      maxInstanceCount: isKnown(maxInstanceCount) ? maxInstanceCount : undefined,
      availabilityZones: [...attributes.availabilityZones],
      architecture: this.architecture,
      reservedMemoryMiB: attributes.reservedMemoryMiB,
      awsvpcTrunking: attributes.awsvpcTrunking,
      sizesAtPlan: sizesAtPlan(this, attributes.instanceTypes, attributes.reservedMemoryMiB),
    };
  }

  openPort(published: PublishedPort): readonly ITerraformDependable[] {
    return this.securityGroup === undefined ? [] : openPortIn(this, this.securityGroup, published);
  }

  private findCapacityProvider(attributes: CapacityAttributes): CapacityProvider | undefined {
    const { capacityProviderName, managedScaling } = attributes;
    if (managedScaling === undefined) {
      return capacityProviderName === undefined ? undefined : { name: capacityProviderName };
    }
    if (capacityProviderName !== undefined) {
      throw misuse(this, {
        what: 'a group of hosts has one capacity provider',
        got: `capacityProviderName ${capacityProviderName} and managedScaling`,
        fix: 'Leave managedScaling out to use the capacity provider that exists, or name none to make one.',
      });
    }
    requireScalingOptions(this, managedScaling);
    requireArn(this, managedScaling.autoScalingGroupArn, {
      option: 'managedScaling.autoScalingGroupArn',
      kind: 'autoScalingGroup',
    });
    const { autoScalingGroupArn, capacityProviderName: groupName } = managedScaling;
    const config = capacityProviderConfig({
      groupName,
      autoScalingGroupArn,
      scaling: managedScaling,
    });
    const resource = new EcsCapacityProvider(this, 'CapacityProvider', config);
    return { name: resource.name, resource };
  }

  private commonArchitecture({ architecture, instanceTypes }: CapacityAttributes): Architecture {
    const types = instanceTypes.filter((type) => isKnown(type));
    const found = new Set(types.map((type) => architectureOf(type)));
    if (architecture !== undefined) {
      found.add(architecture);
    }
    const [only, ...more] = found;
    if (only !== undefined && more.length === 0) {
      return only;
    }
    throw misuse(this, {
      what: 'the hosts of a group have one architecture',
      got: only === undefined ? 'none that is known' : [...found].join(' and '),
      fix: 'Name at least one instance type as plain text, or set architecture, and keep all types to it.',
    });
  }
}

/** Requires a group that has hosts, or may have some. */
function requireHosts(scope: Construct, attributes: CapacityAttributes): void {
  const { availabilityZones, instanceCount, maxInstanceCount } = attributes;
  if (availabilityZones.length === 0) {
    throw misuse(scope, {
      what: 'availabilityZones names at least one zone that the hosts run in',
      got: 'none',
      fix: 'Name the zones of the subnets of the group.',
    });
  }
  if (instanceCount === 0 && maxInstanceCount === undefined) {
    throw misuse(scope, {
      what: 'a group without hosts runs nothing, unless it may grow',
      got: 'instanceCount 0 and no maxInstanceCount',
      fix: 'Set maxInstanceCount, or leave instanceCount out where it is not known.',
    });
  }
}

/** How many hosts all groups have together; undefined while one of them is not known. */
export function instanceCountOf(capacities: readonly ICapacity[]): number | undefined {
  const counts = capacities.map(({ hostGroup }) => hostGroup.instanceCount);
  return counts.includes(undefined) ? undefined : sumOfKnown(counts as number[]);
}
