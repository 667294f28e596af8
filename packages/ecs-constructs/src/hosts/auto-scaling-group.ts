import type { AutoscalingGroupConfig } from '@cdktf/provider-aws/lib/autoscaling-group';
import { type ITerraformDependable, Op, Token } from 'cdktf';
import { literal } from '../support/terraform-text';
import { isKnown } from '../support/validation';
import { typesOf } from './capacity-checks';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import { tagOfEach } from './group-tags';
import { type InstanceRefresh, instanceRefreshConfig, maintenancePolicy } from './instance-refresh';
import { mixedInstancesPolicy } from './instances-distribution';

/** What an Auto Scaling group is rendered from. */
export interface AutoScalingGroupInput {
  readonly name: string;
  readonly subnetIds: readonly string[];
  readonly launchTemplateId: string;
  /** A number, never `$Latest`: a refresh starts only when the group's own setting changes. */
  readonly launchTemplateVersion: string;
  /** Everything that a host is tagged with. */
  readonly tags: Record<string, string>;
  readonly options: Ec2CapacityOptions;
  readonly dependsOn: readonly ITerraformDependable[];
}

const SECONDS_PER_DAY = 86_400;

/**
 * The group of hosts: of fixed size, or scaled by ECS.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-groups.html
 */
export function autoScalingGroupConfig(input: AutoScalingGroupInput): AutoscalingGroupConfig {
  const { options } = input;
  const { managedScaling, spot, maxInstanceLifetimeDays } = options;
  const refresh = refreshOf(options);
  return {
    name: input.name,
    ...sizes(options),
    vpcZoneIdentifier: literal([...input.subnetIds]),
    ...template(input),
    availabilityZoneDistribution: {
      capacityDistributionStrategy: options.availabilityZoneDistribution ?? 'balanced-best-effort',
    },
    instanceMaintenancePolicy: maintenancePolicy(refresh),
    instanceRefresh: instanceRefreshConfig(refresh),
    capacityRebalance: spot === undefined ? undefined : (spot.capacityRebalance ?? drains(options)),
    maxInstanceLifetime: maxInstanceLifetimeDays && inSeconds(maxInstanceLifetimeDays),
    healthCheckType: 'EC2',
    defaultInstanceWarmup: options.instanceWarmupSeconds ?? 60,
    protectFromScaleIn:
      managedScaling === undefined ? undefined : (managedScaling.terminationProtection ?? true),
    forceDelete: options.forceDelete ?? drains(options),
    tag: tagOfEach(input.tags),
    dependsOn: [...input.dependsOn],
    // ECS sets the size from then on; a plan must not set it back.
    lifecycle: managedScaling === undefined ? undefined : { ignoreChanges: ['desired_capacity'] },
  };
}

function sizes({ instanceCount, managedScaling }: Ec2CapacityOptions) {
  return {
    minSize: managedScaling === undefined ? instanceCount : (managedScaling.minInstanceCount ?? 0),
    maxSize: managedScaling?.maxInstanceCount ?? instanceCount,
    desiredCapacity: instanceCount,
  };
}

function template(input: AutoScalingGroupInput): Partial<AutoscalingGroupConfig> {
  const { launchTemplateId, launchTemplateVersion: version, options } = input;
  const instanceTypes = typesOf(options);
  if (options.spot === undefined && instanceTypes.length === 1) {
    return { launchTemplate: { id: launchTemplateId, version } };
  }
  const { spot } = options;
  return {
    mixedInstancesPolicy: mixedInstancesPolicy({ launchTemplateId, version, instanceTypes, spot }),
  };
}

function refreshOf(options: Ec2CapacityOptions): InstanceRefresh | 'disabled' {
  return options.instanceRefresh ?? (drains(options) ? {} : 'disabled');
}

function drains({ managedScaling }: Ec2CapacityOptions): boolean {
  return managedScaling !== undefined && (managedScaling.draining ?? true);
}

/** A number that is not known yet is multiplied by Terraform. */
function inSeconds(days: number): number {
  return isKnown(days) ? days * SECONDS_PER_DAY : Token.asNumber(Op.mul(days, SECONDS_PER_DAY));
}
