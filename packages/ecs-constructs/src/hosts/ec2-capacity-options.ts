import type { AgentConfiguration } from './agent-configuration';
import type { Architecture } from './architecture';
import type { IContainerInstanceRole } from './container-instance-role';
import type { IHostSecurityGroup } from './host-security-group';
import type { InstanceRefresh } from './instance-refresh';
import type { SpotOptions } from './instances-distribution';
import type { MachineImage } from './machine-image';
import type { ManagedScaling } from './managed-scaling';

/** How a burstable host pays for more than its baseline: `standard` slows down when its credits are spent. */
export type CpuCredits = 'standard' | 'unlimited';

/** Options of `Cluster.addCapacity`. */
export interface Ec2CapacityOptions {
  /** For example `t3.micro`. */
  readonly instanceType: string;
  /**
   * More types of the same architecture. On-demand hosts take the first one that is available, in the order given,
   * `instanceType` first. @default - none
   */
  readonly otherInstanceTypes?: readonly string[];
  /** Size of the group: minimum, maximum and desired. With managed scaling, the size that it begins with. */
  readonly instanceCount: number;
  /** Let ECS add and remove hosts as tasks need them. @default - a group of fixed size, without a capacity provider */
  readonly managedScaling?: ManagedScaling;
  /** Take spare hosts of AWS for less money. @default - on-demand hosts only */
  readonly spot?: SpotOptions;
  /** @default MachineImage.amazonLinux2023() */
  readonly machineImage?: MachineImage;
  /** Needed only where the instance type is not known at synth. @default - that of the instance type */
  readonly architecture?: Architecture;
  /** Settings of the ECS agent. @default - those of the agent, and tasks are kept away from the instance metadata */
  readonly agentConfiguration?: AgentConfiguration;
  /**
   * The account setting `awsvpcTrunking` was on when the hosts were launched, so that they take more tasks with networkMode
   * `awsvpc`. The setting is the account's: this only counts with it. Instance types that have no trunk are refused.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   */
  readonly awsvpcTrunking?: boolean;
  /**
   * Put at the end of the user data: lines of the shell script that runs as root before the agent starts, or TOML for
   * Bottlerocket. @default - nothing
   */
  readonly additionalUserData?: string;

  /** How many availability zones the hosts are spread over, one subnet in each. @default - all of the network */
  readonly availabilityZoneCount?: number;
  /**
   * What happens while a zone has no hosts to give: `balanced-best-effort` launches in the other zones,
   * `balanced-only` waits for that zone. @default 'balanced-best-effort'
   */
  readonly availabilityZoneDistribution?: 'balanced-best-effort' | 'balanced-only';
  /** Give hosts a public address, or none, whatever the subnet says. @default - what the subnet says */
  readonly associatePublicIpAddress?: boolean;
  /** @default - a group of its own, which lets everything out and only published ports in */
  readonly securityGroup?: IHostSecurityGroup;
  /** Ids of more groups that the hosts are in, for example one that a database lets in. @default - none */
  readonly additionalSecurityGroupIds?: readonly string[];
  /** @default - a role that can join this cluster only */
  readonly containerInstanceRole?: IContainerInstanceRole;

  /** Also the name of the launch template and security group, and the hosts' `Name`. @default - `<cluster name>-<id in lower case>` */
  readonly autoScalingGroupName?: string;
  /**
   * Size of the volume with images and containers: the root volume, and the second volume with Bottlerocket. At least
   * that of the image's snapshot, which has 30 with the ECS-optimized images: below that, no host would launch.
   *
   * @default 30
   */
  readonly rootVolumeSizeGiB?: number;
  /** Operations per second of that volume, 3,000 to 80,000 and at most 500 for each GiB; billed above 3,000. @default - that of gp3: 3,000 */
  readonly volumeIops?: number;
  /** Throughput of that volume, 125 to 2,000; billed above 125. @default - that of gp3: 125 */
  readonly volumeThroughputMiBps?: number;
  /** Key that encrypts the volumes. Auto Scaling's service-linked role must be allowed to use it. @default - the account's key for EBS */
  readonly volumeKmsKeyArn?: string;
  /** Metrics every minute instead of every five; billed. @default false */
  readonly detailedMonitoring?: boolean;
  /**
   * 1 keeps bridge-mode containers away from the instance metadata and from the host's role, and is enough for the
   * agent in every network mode. Tasks in `awsvpc` mode are kept away by the agent (`agentConfiguration`); those in host
   * mode reach the metadata anyway. Raise it only for a container that must read the metadata. @default 1
   */
  readonly metadataHopLimit?: number;
  /**
   * For burstable types (T2, T3, T3a, T4g) only: `unlimited` does not slow down, and bills what is used beyond the
   * credits. @default - 'standard'; with an instance type not known at synth, that of AWS
   */
  readonly cpuCredits?: CpuCredits;
  /** How long a new host takes until it counts. @default 60 */
  readonly instanceWarmupSeconds?: number;
  /**
   * Replace hosts after a change of the launch template.
   *
   * A group of fixed size has nobody who drains a host: its tasks stop with it, and start elsewhere after that. So there
   * hosts that run keep their launch template until they are replaced for another reason, unless this is set.
   *
   * @default - one by one, a new host before an old one, in groups with managed draining; 'disabled' in others
   */
  readonly instanceRefresh?: InstanceRefresh | 'disabled';
  /** Replace hosts of this age, 1 to 365: what keeps an image that is looked up at launch up to date. @default - any age */
  readonly maxInstanceLifetimeDays?: number;
  /**
   * Delete the group with its hosts, without waiting for lifecycle hooks. With managed draining ECS puts a hook there
   * that waits up to an hour for each host, and nobody answers it once the capacity provider is deleted. The services
   * of the stack have stopped by then. @default - true with managed draining, false otherwise
   */
  readonly forceDelete?: boolean;
  /**
   * Ask AWS in every plan whether the instance types are offered in the zones of the hosts, and fail the plan where they are not:
   * a group is made in any case, and its hosts would never launch. It is one call of `ec2:DescribeInstanceTypeOfferings`, which
   * whoever plans needs to be allowed.
   *
   * @default - true where an instance type is not in the table of this library or not known at synth, false otherwise
   */
  readonly checkInstanceTypeOfferings?: boolean;
  /** Tags of the hosts and of the group, on top of the provider's `default_tags`. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Give volumes and network interfaces the tags of their host. They come from the launch template: every change of a
   * tag, also in `default_tags`, makes a new version of it, and replaces hosts where `instanceRefresh` is on. Say false
   * where tags change with every deployment. @default true
   */
  readonly tagVolumes?: boolean;
}
