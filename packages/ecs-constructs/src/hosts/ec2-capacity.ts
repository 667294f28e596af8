import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
// eslint-disable-next-line import-x/no-restricted-paths -- a type of the public API: hosts join a Cluster
import type { Cluster } from '../cluster/cluster';
import { oneSubnetPerZone, type Subnet } from '../network/network';
import { AwsEnvironment } from '../support/aws-environment';
import { inStackOf } from '../support/dependencies';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { requireStackTags } from '../support/stack-tags';
import { concatenated, expressionOf, literal } from '../support/terraform-text';
import { isKnown, misuse } from '../support/validation';
import { LOG_DRIVERS } from './agent-configuration';
import type { Architecture } from './architecture';
import { autoScalingGroupConfig } from './auto-scaling-group';
import { type ICapacity, openPortIn, type PublishedPort } from './capacity';
import {
  commonArchitecture,
  requireOptions,
  requireUserDataSize,
  typesOf,
} from './capacity-checks';
import { ContainerInstanceRole, type IContainerInstanceRole } from './container-instance-role';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import { writeKnownTags } from './group-tags';
import type { HostGroup, HostSize } from './host-group';
import { HostSecurityGroup, type IHostSecurityGroup } from './host-security-group';
import { launchTemplateConfig } from './launch-template';
import { MachineImage } from './machine-image';
import { capacityProviderConfig } from './managed-scaling';
import { requireTrunking } from './network-interfaces';
import { requireHostPerZone, requireWayOut } from './network-requirements';
import { offeringsPrecondition } from './offerings-at-plan';
import { sizesAtPlan } from './sizes-at-plan';
import { userData, userDataText } from './user-data';

/** Properties of {@link Ec2Capacity}. */
export interface Ec2CapacityProps extends Ec2CapacityOptions {
  readonly cluster: Cluster;
}

/**
 * A group of hosts, spread over one subnet per availability zone: of a fixed size, or scaled by ECS (`managedScaling`).
 * `Cluster.addCapacity` makes it.
 *
 * No key pair, no SSH, IMDSv2 only, encrypted disks. A new machine image or setting makes a new version of the launch
 * template; `instanceRefresh` says when it reaches hosts that run.
 *
 * @notFor hosts that somebody else manages: describe them with `Cluster.adoptCapacity`.
 * @bills each host by the second it runs, used or not; its root volume by the gigabyte and month; its public IPv4
 * address by the hour; `detailedMonitoring` by the metric. Auto Scaling, launch template and capacity provider cost
 * nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html
 */
export class Ec2Capacity extends Construct implements ICapacity {
  readonly resource: AutoscalingGroup;
  readonly launchTemplate: LaunchTemplate;
  readonly instanceProfile: IamInstanceProfile;
  readonly containerInstanceRole: IContainerInstanceRole;
  readonly securityGroup: IHostSecurityGroup;
  readonly securityGroupId: string;
  readonly autoScalingGroupName: string;
  /** Fixed size of the group, or the size that managed scaling begins with. */
  readonly instanceCount: number;
  /** In order of preference. */
  readonly instanceTypes: readonly string[];
  readonly architecture: Architecture;
  /** One per availability zone. */
  readonly subnets: readonly Subnet[];
  /** With managed scaling only. */
  readonly capacityProvider?: { readonly name: string; readonly resource: EcsCapacityProvider };

  private readonly cluster: Cluster;
  private readonly maxInstanceCount: number;
  private readonly reservedMemoryMiB?: number;
  private readonly awsvpcTrunking?: boolean;
  private readonly logDrivers: readonly string[];
  private readonly machineImage: MachineImage;
  private readonly sizesAtPlan?: readonly HostSize[];

  constructor(scope: Construct, id: string, props: Ec2CapacityProps) {
    super(scope, id);
    requireShape(this, 'Ec2CapacityProps', props);
    requireOwnNames(this);
    requireStackTags(this);
    const { cluster, instanceCount, machineImage = MachineImage.amazonLinux2023() } = props;
    this.cluster = cluster;
    this.machineImage = machineImage;
    const name = props.autoScalingGroupName ?? `${cluster.resource.nameInput}-${id.toLowerCase()}`;
    requireOptions(this, name, machineImage, props);
    this.instanceCount = instanceCount;
    this.maxInstanceCount = props.managedScaling?.maxInstanceCount ?? instanceCount;
    this.reservedMemoryMiB = props.agentConfiguration?.reservedMemoryMiB;
    this.awsvpcTrunking = props.awsvpcTrunking;
    this.logDrivers =
      props.agentConfiguration?.logDrivers ?? LOG_DRIVERS[machineImage.operatingSystem];
    this.instanceTypes = typesOf(props);
    this.architecture = commonArchitecture(this, props);
    requireTrunking(this, props.awsvpcTrunking, this.instanceTypes);
    this.sizesAtPlan = sizesAtPlan(this, this.instanceTypes, this.reservedMemoryMiB);
    requireWayOut(this, cluster.network, props.associatePublicIpAddress);
    requireHostPerZone(this, props.availabilityZoneCount, this.maxInstanceCount);
    this.subnets = this.chooseSubnets(props);
    this.containerInstanceRole =
      props.containerInstanceRole ??
      new ContainerInstanceRole(this, 'ContainerInstanceRole', { cluster });
    this.instanceProfile = new IamInstanceProfile(this, 'InstanceProfile', {
      namePrefix: `${name}-`,
      role: literal(this.containerInstanceRole.roleName),
    });
    this.securityGroup =
      props.securityGroup ??
      new HostSecurityGroup(this, 'SecurityGroup', {
        securityGroupName: name,
        vpcId: cluster.network.vpcId,
        ipProtocol: cluster.network.ipProtocol,
      });
    this.securityGroupId = this.securityGroup.securityGroupId;

    const ownTags = { Name: name, ...props.tags };
    this.launchTemplate = this.makeLaunchTemplate(name, this.allTags(ownTags), machineImage, props);
    this.resource = this.makeGroup(name, ownTags, props);
    this.checkOfferings(props.checkInstanceTypeOfferings ?? this.sizesAtPlan !== undefined);
    this.autoScalingGroupName = this.resource.name;
    this.capacityProvider = this.makeCapacityProvider(name, props);
  }

  get hostGroup(): HostGroup {
    const isManaged = this.capacityProvider !== undefined;
    return {
      path: this.node.path,
      instanceTypes: this.instanceTypes.filter((type) => isKnown(type)),
      instanceCount: isManaged ? undefined : known(this.instanceCount),
      maxInstanceCount: known(this.maxInstanceCount),
      availabilityZones: this.subnets.map(({ availabilityZone }) => availabilityZone),
      architecture: this.architecture,
      reservedMemoryMiB: this.reservedMemoryMiB,
      awsvpcTrunking: this.awsvpcTrunking,
      logDrivers: this.logDrivers,
      gpuDrivers: this.machineImage.gpuDrivers,
      ignoresSwap: this.machineImage.ignoresSwap,
      sizesAtPlan: this.sizesAtPlan,
    };
  }

  get prerequisites(): readonly ITerraformDependable[] {
    return [this.resource, ...this.hostPrerequisites()];
  }

  openPort(published: PublishedPort): readonly ITerraformDependable[] {
    return openPortIn(this, this.securityGroup, published);
  }

  private checkOfferings(wanted: boolean): void {
    if (!wanted || this.instanceTypes.length === 0) {
      return;
    }
    const zones = this.subnets.map(({ availabilityZone }) => availabilityZone);
    this.resource.lifecycle = {
      ...this.resource.lifecycle,
      precondition: [offeringsPrecondition(this, this.instanceTypes, zones)],
    };
  }

  private hostPrerequisites(): readonly ITerraformDependable[] {
    return [
      ...this.containerInstanceRole.policies,
      ...this.securityGroup.egressRules,
      ...this.cluster.network.internetAccess,
    ];
  }

  private chooseSubnets(props: Ec2CapacityProps): readonly Subnet[] {
    const available = oneSubnetPerZone(props.cluster.network.subnets);
    const wanted = props.availabilityZoneCount ?? available.length;
    if (available.length < wanted) {
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
    machineImage: MachineImage,
    props: Ec2CapacityProps,
  ): LaunchTemplate {
    const { operatingSystem } = machineImage;
    const { spot, agentConfiguration = {}, additionalUserData } = props;
    const spotInstanceDraining =
      agentConfiguration.spotInstanceDraining ?? (spot === undefined ? undefined : true);
    if (spotInstanceDraining === true) {
      this.allowDraining();
    }
    const input = {
      operatingSystem,
      clusterName: props.cluster.clusterName,
      agent: { ...agentConfiguration, spotInstanceDraining },
      additionalUserData,
    };
    requireUserDataSize(this, userDataText(input));
    return new LaunchTemplate(
      this,
      'LaunchTemplate',
      launchTemplateConfig({
        ...props,
        name,
        tags,
        operatingSystem,
        imageId: machineImage.bind(this, this.architecture),
        instanceTypes: typesOf(props),
        instanceProfileArn: this.instanceProfile.arn,
        securityGroupIds: concatenated(
          [this.securityGroupId],
          props.additionalSecurityGroupIds ?? [],
        ),
        userData: userData(input),
      }),
    );
  }

  /** A host that AWS takes back sets its own state. */
  private allowDraining(): void {
    const { accountId, partition, region } = AwsEnvironment.of(this);
    const { clusterName, clusterArn } = this.cluster;
    this.containerInstanceRole.addToPolicy?.({
      actions: ['ecs:UpdateContainerInstancesState'],
      resources: [
        `arn:${partition}:ecs:${region}:${accountId}:container-instance/${clusterName}/*`,
      ],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    });
  }

  private makeGroup(
    name: string,
    ownTags: Readonly<Record<string, string>>,
    options: Ec2CapacityProps,
  ): AutoscalingGroup {
    // ECS adds this tag to a group that it scales, and Terraform would remove what it does not know.
    const tags: Readonly<Record<string, string>> =
      options.managedScaling === undefined ? ownTags : { ...ownTags, AmazonECSManaged: 'true' };
    const group = new AutoscalingGroup(
      this,
      'Resource',
      autoScalingGroupConfig({
        name,
        tags: this.allTags(tags),
        options,
        subnetIds: this.subnets.map(({ subnetId }) => subnetId),
        launchTemplateId: this.launchTemplate.id,
        launchTemplateVersion: Token.asString(this.launchTemplate.latestVersion),
        dependsOn: inStackOf(this, this.hostPrerequisites()),
      }),
    );
    writeKnownTags(group, tags);
    return group;
  }

  private allTags(own: Readonly<Record<string, string>>): Record<string, string> {
    return Fn.merge([AwsEnvironment.of(this).defaultTags, expressionOf(own)]) as Record<
      string,
      string
    >;
  }

  private makeCapacityProvider(
    groupName: string,
    { managedScaling }: Ec2CapacityProps,
  ): Ec2Capacity['capacityProvider'] {
    if (managedScaling === undefined) {
      return undefined;
    }
    const config = capacityProviderConfig({
      groupName,
      autoScalingGroupArn: this.resource.arn,
      scaling: managedScaling,
    });
    const resource = new EcsCapacityProvider(this, 'CapacityProvider', config);
    return { name: resource.name, resource };
  }
}

function known(count: number): number | undefined {
  return isKnown(count) ? count : undefined;
}
