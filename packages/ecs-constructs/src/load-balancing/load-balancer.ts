import { Lb, type LbConfig } from '@cdktf/provider-aws/lib/lb';
import { Construct } from 'constructs';
import { type INetwork, oneSubnetPerZone, type Subnet } from '../network/network';
import { inStackOf } from '../support/dependencies';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, requireName } from '../support/validation';
import type { ILoadBalancer } from './load-balancing-contract';
import { LoadBalancerSecurityGroup } from './load-balancer-security-group';

/** Where the requests are written down. */
export interface AccessLogs {
  /**
   * A bucket of the same region, whose policy lets `logdelivery.elasticloadbalancing.amazonaws.com` write: AWS tries it when
   * the logs are switched on, so name the bucket by an attribute of that policy.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  readonly bucketName: string;
  /** @default - none */
  readonly prefix?: string;
}

/** Properties of every load balancer. */
export interface LoadBalancerProps {
  /** Unique to the region: 1 to 32 letters, digits and hyphens. Another name makes another load balancer. */
  readonly loadBalancerName: string;
  readonly network: INetwork;
  /**
   * Give it public addresses. Who may then come is a matter of each listener's `peers`. Changing it makes another load
   * balancer. @default false
   */
  readonly internetFacing?: boolean;
  /** One for each zone with hosts; public ones where it is internet-facing. @default - those of the network: its public ones, or those of the hosts */
  readonly subnets?: readonly Subnet[];
  /**
   * `dualstack` also answers over IPv6, to the `Peer`s of that protocol. Targets are reached over IPv4 all the same.
   *
   * @default - dualstack where it faces the internet from a dual-stack network, else ipv4
   */
  readonly ipAddressType?: 'ipv4' | 'dualstack';
  /** @default - none */
  readonly accessLogs?: AccessLogs;
  /** Refuse to be deleted, also by Terraform, until this is false and applied. @default false */
  readonly deletionProtection?: boolean;
}

/** What each kind of load balancer decides. */
interface LoadBalancerSettings {
  readonly type: 'application' | 'network';
  readonly minimumZones: number;
  readonly hasSecurityGroup: boolean;
  readonly config: Partial<LbConfig>;
}

/** A load balancer over one subnet in each availability zone. */
export abstract class LoadBalancer extends Construct implements ILoadBalancer {
  readonly resource: Lb;
  readonly loadBalancerName: string;
  readonly loadBalancerArn: string;
  /** What clients ask for, or what a name of yours points to. */
  readonly loadBalancerDnsName: string;
  /** Zone of that name, for an alias record. */
  readonly loadBalancerCanonicalHostedZoneId: string;
  readonly vpcId: string;
  readonly internetFacing: boolean;
  readonly subnets: readonly Subnet[];
  /** Absent for a network load balancer that was made without one. */
  readonly securityGroup?: LoadBalancerSecurityGroup;

  private readonly ports = new Map<number, string>();

  protected constructor(
    scope: Construct,
    id: string,
    props: LoadBalancerProps,
    settings: LoadBalancerSettings,
  ) {
    super(scope, id);
    requireOwnNames(this);
    const { network, internetFacing = false, accessLogs } = props;
    requireLoadBalancerName(this, props.loadBalancerName);
    this.vpcId = network.vpcId;
    this.internetFacing = internetFacing;
    const offered = internetFacing ? (network.publicSubnets ?? network.subnets) : network.subnets;
    this.subnets = oneSubnetPerZone(props.subnets ?? offered);
    this.requireZones(settings);
    this.requirePublicSubnets(props);
    this.requireAddresses(props);
    const isDual = internetFacing && network.ipProtocol === 'dual-stack';
    if (settings.hasSecurityGroup) {
      this.securityGroup = new LoadBalancerSecurityGroup(this, 'SecurityGroup', {
        securityGroupName: `${props.loadBalancerName}-load-balancer`,
        vpcId: this.vpcId,
      });
    }
    this.resource = new Lb(this, 'Resource', {
      ...settings.config,
      name: literal(props.loadBalancerName),
      loadBalancerType: settings.type,
      internal: !internetFacing,
      ipAddressType: props.ipAddressType ?? (isDual ? 'dualstack' : undefined),
      subnets: literal(this.subnets.map(({ subnetId }) => subnetId)),
      securityGroups: this.securityGroup && [this.securityGroup.securityGroupId],
      enableDeletionProtection: props.deletionProtection ?? false,
      accessLogs: accessLogs && {
        enabled: true,
        bucket: literal(accessLogs.bucketName),
        prefix: literal(accessLogs.prefix),
      },
      // Public addresses need the gateway, and give it up before it can go.
      dependsOn: internetFacing ? [...inStackOf(this, network.internetAccess)] : undefined,
    });
    this.loadBalancerName = props.loadBalancerName;
    this.loadBalancerArn = this.resource.arn;
    this.loadBalancerDnsName = this.resource.dnsName;
    this.loadBalancerCanonicalHostedZoneId = this.resource.zoneId;
  }

  get availabilityZones(): readonly string[] {
    return this.subnets.map(({ availabilityZone }) => availabilityZone);
  }

  /** Notes a listener; called by each. @throws Error when the port has one already */
  takePort(listener: Construct, port: number): void {
    if (!isKnown(port)) {
      return;
    }
    const other = this.ports.get(port);
    if (other !== undefined) {
      throw misuse(listener, {
        what: 'a port of a load balancer has one listener',
        got: `port ${port}, as ${other} has`,
        fix: 'Add targets or an action to that listener, or choose another port.',
      });
    }
    this.ports.set(port, listener.node.path);
  }

  private requireZones({ type, minimumZones }: LoadBalancerSettings): void {
    if (this.subnets.length >= minimumZones) {
      return;
    }
    throw misuse(this, {
      what: `a load balancer for ${type}s has subnets in at least ${minimumZones} availability zones`,
      got: `${this.subnets.length} (${this.availabilityZones.join(', ')})`,
      fix: 'Add a subnet in another zone to the network.',
    });
  }

  private requireAddresses({ network, ipAddressType, subnets }: LoadBalancerProps): void {
    if (ipAddressType !== 'dualstack' || subnets || network.ipProtocol !== 'ipv4-only') {
      return;
    }
    throw misuse(this, {
      what: 'a load balancer answers over IPv6 from subnets with IPv6 ranges',
      got: "ipAddressType 'dualstack', in a network with ipProtocol 'ipv4-only'",
      fix: "Set ipProtocol of the network to 'dual-stack', or leave ipAddressType out.",
    });
  }

  /** AWS makes it, and nobody reaches it. */
  private requirePublicSubnets({ network, internetFacing = false, subnets }: LoadBalancerProps) {
    const { egress, publicSubnets } = network;
    const isPrivate =
      publicSubnets === undefined && egress !== undefined && egress !== 'internet-gateway';
    if (!internetFacing || subnets !== undefined || !isPrivate) {
      return;
    }
    throw misuse(this, {
      what: 'a load balancer that faces the internet stands in subnets with a route to an internet gateway',
      got: `a network with egress '${egress}'`,
      fix: 'Name public subnets, one for each zone with hosts, or leave internetFacing out.',
    });
  }
}

function requireLoadBalancerName(scope: Construct, name: string): void {
  requireName(scope, name, {
    name: 'loadBalancerName',
    pattern: /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/,
    allowed:
      '1 to 32 letters, digits and hyphens, with no hyphen at either end and no internal- in front',
  });
}
