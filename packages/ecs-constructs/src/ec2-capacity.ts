import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type ITerraformDependable, TerraformIterator, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type Architecture, architectureOf } from './architecture';
import type { Cluster, PublishedPort } from './cluster';
import { ContainerInstanceRole, type IContainerInstanceRole } from './container-instance-role';
import { HostSecurityGroup } from './host-security-group';
import { MachineImage } from './machine-image';
import { oneSubnetPerZone, type Subnet } from './network';
import { AwsEnvironment } from './private/aws-environment';
import { type CpuCredits, isBurstable, launchTemplateConfig } from './private/launch-template';
import { isKnown, misuse, requireInteger, requireName } from './private/validation';

/** Options of `Cluster.addCapacity`. */
export interface Ec2CapacityOptions {
  /** For example `t3.micro`. */
  readonly instanceType: string;
  /** Size of the group: minimum, maximum and desired. */
  readonly instanceCount: number;
  /** @default MachineImage.amazonLinux2023() */
  readonly machineImage?: MachineImage;
  /** Needed only where the instance type is not known at synth. @default - that of the instance type */
  readonly architecture?: Architecture;
  /** How many availability zones the hosts are spread over, one subnet in each. @default - all of the network */
  readonly availabilityZoneCount?: number;
  /** @default - a role that can join this cluster only */
  readonly containerInstanceRole?: IContainerInstanceRole;
  /** Also the name of the launch template and security group, and the hosts' `Name`. @default - `<cluster name>-<id in lower case>` */
  readonly autoScalingGroupName?: string;
  /** 30 or more with the ECS-optimized images, whose snapshot has 30: below that, no host would launch. @default 30 */
  readonly rootVolumeSizeGiB?: number;
  /** Metrics every minute instead of every five; billed. @default false */
  readonly detailedMonitoring?: boolean;
  /** Give hosts a public address, or none, whatever the subnet says. @default - what the subnet says */
  readonly associatePublicIpAddress?: boolean;
  /**
   * 1 keeps bridge-mode containers away from the instance metadata and from the host's role; those in host mode reach
   * it anyway. Raise it only for a container that must read the metadata. @default 1
   */
  readonly metadataHopLimit?: number;
  /**
   * For burstable types (T2, T3, T3a, T4g) only: `unlimited` does not slow down, and bills what is used beyond the
   * credits. @default - 'standard'; with an instance type not known at synth, that of AWS
   */
  readonly cpuCredits?: CpuCredits;
  /** How long a new host takes until it counts. @default 60 */
  readonly instanceWarmupSeconds?: number;
  /** Delete the group without waiting for its hosts to terminate. @default false */
  readonly forceDelete?: boolean;
  /** Tags of the hosts, their volumes and the group, on top of the provider's `default_tags`. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Properties of {@link Ec2Capacity}. */
export interface Ec2CapacityProps extends Ec2CapacityOptions {
  readonly cluster: Cluster;
}

/**
 * A group of hosts of a fixed size, spread over one subnet per availability zone. `Cluster.addCapacity` makes it.
 *
 * No key pair, no SSH, IMDSv2 only, encrypted disks. A new machine image or setting makes a new version of the launch
 * template; hosts that run keep theirs until they are replaced.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html
 */
export class Ec2Capacity extends Construct {
  readonly resource: AutoscalingGroup;
  readonly launchTemplate: LaunchTemplate;
  readonly instanceProfile: IamInstanceProfile;
  readonly containerInstanceRole: IContainerInstanceRole;
  readonly securityGroup: HostSecurityGroup;
  readonly securityGroupId: string;
  readonly autoScalingGroupName: string;
  readonly instanceCount: number;
  readonly architecture: Architecture;
  /** One per availability zone. */
  readonly subnets: readonly Subnet[];

  private readonly cluster: Cluster;

  constructor(scope: Construct, id: string, props: Ec2CapacityProps) {
    super(scope, id);
    const { cluster, instanceCount } = props;
    this.cluster = cluster;
    const name = props.autoScalingGroupName ?? `${cluster.resource.nameInput}-${id.toLowerCase()}`;
    requireOptions(this, name, props);
    this.instanceCount = instanceCount;
    this.architecture = props.architecture ?? knownArchitecture(this, props.instanceType);
    this.subnets = this.chooseSubnets(props);
    this.containerInstanceRole =
      props.containerInstanceRole ??
      new ContainerInstanceRole(this, 'ContainerInstanceRole', { cluster });
    this.instanceProfile = new IamInstanceProfile(this, 'InstanceProfile', {
      namePrefix: `${name}-`,
      role: this.containerInstanceRole.roleName,
    });
    this.securityGroup = new HostSecurityGroup(this, 'SecurityGroup', {
      securityGroupName: name,
      vpcId: cluster.network.vpcId,
    });
    this.securityGroupId = this.securityGroup.securityGroupId;

    const tags = Fn.merge([
      AwsEnvironment.of(this).defaultTags,
      { Name: name, ...props.tags },
    ]) as Record<string, string>;
    this.launchTemplate = this.makeLaunchTemplate(name, tags, props);
    this.resource = this.makeGroup(name, tags, props);
    this.autoScalingGroupName = this.resource.name;
  }

  /** What a service on these hosts needs: it must be there before the service starts and stay until it has stopped. */
  get prerequisites(): readonly ITerraformDependable[] {
    return [this.resource, ...this.hostPrerequisites()];
  }

  /** Opens a host port to its peers and returns the rules. The same port for the same peer is opened once. */
  openPort(published: PublishedPort): readonly ITerraformDependable[] {
    return published.peers.map((peer) =>
      this.securityGroup.allowIngress(published.port, published.protocol, peer),
    );
  }

  private hostPrerequisites(): readonly ITerraformDependable[] {
    return [
      ...this.containerInstanceRole.policies,
      this.securityGroup.egress,
      ...this.cluster.network.internetAccess,
    ];
  }

  private chooseSubnets(props: Ec2CapacityProps): readonly Subnet[] {
    const available = oneSubnetPerZone(props.cluster.network.subnets);
    const wanted = props.availabilityZoneCount ?? available.length;
    if (isKnown(wanted) && available.length < wanted) {
      throw misuse(this, {
        what: `the network must have subnets in at least ${wanted} different availability zones`,
        got: `${available.length} (${available.map((subnet) => subnet.availabilityZone).join(', ')})`,
        fix: 'Add a subnet in another zone to the network or lower availabilityZoneCount.',
      });
    }
    return available.slice(0, wanted);
  }

  private makeLaunchTemplate(
    name: string,
    tags: Record<string, string>,
    props: Ec2CapacityProps,
  ): LaunchTemplate {
    const machineImage = props.machineImage ?? MachineImage.amazonLinux2023();
    return new LaunchTemplate(
      this,
      'LaunchTemplate',
      launchTemplateConfig({
        ...props,
        name,
        tags,
        clusterName: props.cluster.clusterName,
        imageId: machineImage.bind(this, this.architecture),
        instanceProfileArn: this.instanceProfile.arn,
        securityGroupId: this.securityGroupId,
      }),
    );
  }

  private makeGroup(
    name: string,
    tags: Record<string, string>,
    props: Ec2CapacityProps,
  ): AutoscalingGroup {
    // Auto Scaling groups are the one resource that the provider's default_tags do not reach.
    const everyTag = TerraformIterator.fromMap(tags);
    return new AutoscalingGroup(this, 'Resource', {
      name,
      minSize: props.instanceCount,
      maxSize: props.instanceCount,
      desiredCapacity: props.instanceCount,
      vpcZoneIdentifier: this.subnets.map((subnet) => subnet.subnetId),
      launchTemplate: {
        id: this.launchTemplate.id,
        version: Token.asString(this.launchTemplate.latestVersion),
      },
      healthCheckType: 'EC2',
      defaultInstanceWarmup: props.instanceWarmupSeconds ?? 60,
      forceDelete: props.forceDelete ?? false,
      tag: everyTag.dynamic({
        key: everyTag.key,
        value: everyTag.value,
        propagate_at_launch: true,
      }),
      dependsOn: [...this.hostPrerequisites()],
    });
  }
}

function requireOptions(scope: Construct, name: string, props: Ec2CapacityProps): void {
  // What group, launch template, security group and instance profile all accept.
  requireName(scope, name, {
    name: 'autoScalingGroupName',
    pattern: /^(?!sg-)[A-Za-z0-9._-]{3,100}$/,
    allowed: '3 to 100 letters, digits, dots, hyphens and underscores, and may not start with sg-',
  });
  requireInteger(scope, props.instanceCount, { name: 'instanceCount', min: 1 });
  requireInteger(scope, props.availabilityZoneCount, { name: 'availabilityZoneCount', min: 1 });
  requireInteger(scope, props.rootVolumeSizeGiB, {
    name: 'rootVolumeSizeGiB',
    min: (props.machineImage ?? MachineImage.amazonLinux2023()).minimumVolumeGiB,
    max: 16_384,
    unit: 'GiB',
  });
  requireInteger(scope, props.metadataHopLimit, { name: 'metadataHopLimit', min: 1, max: 64 });
  requireInteger(scope, props.instanceWarmupSeconds, { name: 'instanceWarmupSeconds', min: 0 });
  requireBurstable(scope, props);
}

function requireBurstable(scope: Construct, { cpuCredits, instanceType }: Ec2CapacityProps): void {
  if (cpuCredits === undefined || !isKnown(instanceType) || isBurstable(instanceType)) return;
  throw misuse(scope, {
    what: `cpuCredits ('${cpuCredits}') is for burstable instance types: t2, t3, t3a, t4g`,
    got: instanceType,
    fix: 'Leave cpuCredits out or choose a burstable type.',
  });
}

function knownArchitecture(scope: Construct, instanceType: string): Architecture {
  if (Token.isUnresolved(instanceType)) {
    throw misuse(scope, {
      what: 'the architecture cannot be derived from an instance type that is not known at synth',
      got: instanceType,
      fix: "Set architecture to 'x86_64' or 'arm64', or give the instance type as plain text.",
    });
  }
  return architectureOf(instanceType);
}
