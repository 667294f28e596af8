import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet as SubnetResource } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { isKnown, misuse } from '../support/validation';
import { subnetCidr } from './cidr';
import { DualStack, type IpProtocol } from './dual-stack';
import { LookedUpNetwork, type NetworkLookupOptions } from './looked-up-network';
import type { NatInstances } from './nat-instances';
import {
  requirePrivateOptions,
  requireRange,
  requireZones,
  SUBNET_BITS,
  zoneProblems,
  type ZoneSlot,
  zoneSlots,
} from './network-checks';
import { type NatGateways, PrivateSubnets, type PublicZone } from './private-subnets';
import { makeVpcEndpoints, type VpcEndpointTarget } from './vpc-endpoints';

/** One subnet and the availability zone it lies in. */
export interface Subnet {
  readonly subnetId: string;
  readonly availabilityZone: string;
}

/** Addresses that hosts get in the subnets: reachable from the internet, or from inside the network only. */
export type HostAddresses = 'public' | 'private';

/** The way on which hosts reach ECS, the registry and the logs; `none` where there is no such way. */
export type Egress = 'internet-gateway' | 'nat-gateway' | 'nat-instance' | 'vpc-endpoints' | 'none';

/** The network that hosts run in. */
export interface INetwork {
  readonly vpcId: string;
  /** Where hosts run. */
  readonly subnets: readonly Subnet[];
  /** Subnets that the internet reaches, for what faces it. @default - those of the hosts */
  readonly publicSubnets?: readonly Subnet[];
  /** What the subnets give to hosts that do not ask for something else. @default - not known */
  readonly hostAddresses?: HostAddresses;
  /** @default - not known */
  readonly egress?: Egress;
  /** @default - not known: load balancers have IPv4 alone */
  readonly ipProtocol?: IpProtocol;
  /** What must exist before a host can reach the internet, and outlive it. Empty for an adopted network. */
  readonly internetAccess: readonly ITerraformDependable[];
}

/** Properties of {@link Network}. */
export interface NetworkProps {
  /**
   * One public subnet is made in each. The last letter of a zone's name picks its range (`a` the first, up to `p`), so
   * the list can change later and the other subnets stay.
   *
   * Where a name is not known at synth, subnets and ranges follow the position in the list: then only add at its end.
   */
  readonly availabilityZones: readonly string[];
  /** Range of the VPC, /16 to /24. @default '10.0.0.0/16' */
  readonly cidrBlock?: string;
  /** Start of the `Name` tags. @default - the construct's id */
  readonly networkName?: string;
  /**
   * Where hosts run: in the public subnets, with an address that the internet reaches, or in private ones, which are made
   * beside them for zones `a` to `h`. Moving hosts from one to the other replaces them, one after the other.
   *
   * @default public
   */
  readonly hostSubnets?: HostAddresses;
  /**
   * How private hosts reach the internet. A NAT gateway costs about as much as nine public addresses, and by the GB;
   * with `one` all hosts lose the internet with its zone. `none` needs `vpcEndpoints` with `ecs` and `ecr`, and images of
   * ECR only.
   *
   * @default one for private hosts
   */
  readonly natGateways?: NatGateways;
  /**
   * Instances in place of NAT gateways: a tenth of the price, and none by the GB. They are yours to patch (replace one to
   * get its newest image), share the network of their type, and take minutes to come back after a failure.
   *
   * @default - NAT gateways
   */
  readonly natInstances?: NatInstances;
  /**
   * `dual-stack` gives the VPC and its subnets IPv6 ranges of AWS beside their own, hosts an address of each, and load
   * balancers that face the internet too. Private hosts reach IPv6 without being reached, and without a charge. Containers
   * in bridge mode have IPv4 alone; tasks in `awsvpc` mode have IPv6 once the account's setting `dualStackIPv6` is on.
   *
   * @default ipv4-only
   */
  readonly ipProtocol?: IpProtocol;
  /**
   * What private hosts reach without the internet. Each but `s3` costs by the hour in every zone: five in one zone cost as
   * much as a NAT gateway.
   *
   * @default - none
   */
  readonly vpcEndpoints?: readonly VpcEndpointTarget[];
}

/** A network that exists already. */
export interface NetworkAttributes {
  readonly vpcId: string;
  /** Subnets whose hosts can reach ECS, the registry and the logs. */
  readonly subnets: readonly Subnet[];
  /** Subnets with a route to an internet gateway, for what faces the internet. @default - `subnets` */
  readonly publicSubnets?: readonly Subnet[];
  /** Addresses that the subnets give to hosts. @default - not known: nothing is checked against it */
  readonly hostAddresses?: HostAddresses;
  /** The way out that the subnets have. @default - not known: nothing is checked against it */
  readonly egress?: Egress;
  /** Whether the subnets have IPv6 ranges too. @default - not known: load balancers have IPv4 alone */
  readonly ipProtocol?: IpProtocol;
  /** What must exist before a host can use that way, and outlive it. @default - nothing that this stack manages */
  readonly internetAccess?: readonly ITerraformDependable[];
}

/**
 * A VPC with an internet gateway and one public subnet per availability zone. Its default security group is closed.
 *
 * Hosts have public addresses and no NAT gateway has to be paid for, unless `hostSubnets` is private. A zone that leaves the
 * list keeps its subnet and route until the group of hosts has left it. For subnets that are managed elsewhere use
 * {@link Network.fromAttributes}.
 *
 * @notFor subnets that are managed elsewhere: adopt them with `fromAttributes` or `fromLookup`.
 * @bills nothing for VPC, subnets and internet gateway; each public IPv4 address of a host; NAT gateways by the hour
 * and by the gigabyte, interface endpoints the same; what crosses between zones by the gigabyte.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-dev-test.html
 */
export class Network extends Construct implements INetwork {
  /** Adopts a VPC that is managed elsewhere. Nothing is created. */
  static fromAttributes(scope: Construct, id: string, attributes: NetworkAttributes): INetwork {
    requireShape('Network.fromAttributes', 'NetworkAttributes', attributes);
    return new AdoptedNetwork(scope, id, attributes);
  }

  /**
   * Adopts a VPC that is found while planning: by its id, its tags, or as the default one, with one subnet in each zone.
   * Nothing is created. The plan fails where nothing is found, or more than one.
   */
  static fromLookup(scope: Construct, id: string, options: NetworkLookupOptions): INetwork {
    return new LookedUpNetwork(scope, id, options);
  }

  readonly resource: Vpc;
  readonly vpcId: string;
  readonly hostAddresses: HostAddresses;
  readonly egress: Egress;
  readonly ipProtocol: IpProtocol;
  readonly subnets: readonly Subnet[];
  readonly publicSubnets: readonly Subnet[];
  readonly internetAccess: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    requireShape(this, 'NetworkProps', props);
    const { availabilityZones, cidrBlock = '10.0.0.0/16' } = props;
    const networkName = literal(props.networkName ?? id);
    requireZones(this, availabilityZones);
    requireRange(this, cidrBlock);
    requirePrivateOptions(this, props);
    this.node.addValidation({ validate: () => [...zoneProblems(this, availabilityZones)] });
    this.hostAddresses = props.hostSubnets ?? 'public';
    this.egress = egressOf(props);
    this.ipProtocol = props.ipProtocol ?? 'ipv4-only';
    const isDual = this.ipProtocol === 'dual-stack';

    this.resource = new Vpc(this, 'Resource', {
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      assignGeneratedIpv6CidrBlock: isDual ? true : undefined,
      tags: { Name: networkName },
    });
    const dualStack = isDual ? new DualStack(this, this.resource, networkName) : undefined;
    this.vpcId = this.resource.id;
    // AWS opens the default group to its own members; nothing here uses it, so it allows nothing.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpcId: this.vpcId,
      ingress: [],
      egress: [],
      tags: { Name: `${networkName}-default-closed` },
    });
    const { route, gatewayId } = this.addInternetRoute(networkName);
    const { routeTableId } = route;
    const parts = zoneSlots(this, availabilityZones).map((slot) =>
      this.addPublicSubnet(slot, { networkName, cidrBlock, routeTableId, dualStack }),
    );
    this.publicSubnets = parts.map(({ subnet }) => subnet);
    const publicAccess = [
      route,
      ...(dualStack === undefined ? [] : [dualStack.publicRoute(routeTableId, gatewayId)]),
      ...parts.map(({ association }) => association),
    ];
    if (this.hostAddresses === 'public') {
      this.subnets = this.publicSubnets;
      this.internetAccess = publicAccess;
      return;
    }
    const place = { vpcId: this.vpcId, cidrBlock, networkName };
    const inside = new PrivateSubnets(this, {
      ...place,
      zones: parts.map(({ zone }) => zone),
      natGateways: props.natGateways ?? 'one',
      natInstances: props.natInstances,
      dualStack,
      internetRoute: route,
    });
    this.subnets = inside.subnets;
    const { subnets, routeTableIds } = inside;
    const targets = props.vpcEndpoints ?? [];
    const endpoints = makeVpcEndpoints(this, { ...place, subnets, routeTableIds, targets });
    this.internetAccess = [...publicAccess, ...inside.access, ...endpoints];
  }

  private addPublicSubnet(
    slot: ZoneSlot,
    place: {
      readonly networkName: string;
      readonly cidrBlock: string;
      readonly routeTableId: string;
      readonly dualStack?: DualStack;
    },
  ) {
    const { zone, isStable } = slot;
    const id = isStable ? `PublicSubnet-${zone}` : `PublicSubnet-${slot.slot + 1}`;
    const lifecycle = isStable ? { createBeforeDestroy: true } : undefined;
    const subnet = new SubnetResource(this, id, {
      vpcId: this.vpcId,
      availabilityZone: zone,
      cidrBlock: subnetCidr(place.cidrBlock, SUBNET_BITS, slot.slot),
      mapPublicIpOnLaunch: true,
      ...place.dualStack?.subnet(slot.slot),
      tags: { Name: `${place.networkName}-public-${zone}` },
      lifecycle,
    });
    const association = new RouteTableAssociation(this, `${id}-Route`, {
      subnetId: subnet.id,
      routeTableId: place.routeTableId,
      lifecycle,
    });
    const publicZone: PublicZone = { ...slot, publicSubnetId: subnet.id };
    return {
      subnet: { subnetId: subnet.id, availabilityZone: zone },
      association,
      zone: publicZone,
    };
  }

  private addInternetRoute(networkName: string): { route: Route; gatewayId: string } {
    const gateway = new InternetGateway(this, 'InternetGateway', {
      vpcId: this.vpcId,
      tags: { Name: networkName },
    });
    const table = new RouteTable(this, 'PublicRouteTable', {
      vpcId: this.vpcId,
      tags: { Name: `${networkName}-public` },
    });
    const route = new Route(this, 'InternetRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    return { route, gatewayId: gateway.id };
  }
}

function egressOf({ hostSubnets, natGateways, natInstances }: NetworkProps): Egress {
  if (hostSubnets !== 'private') {
    return 'internet-gateway';
  }
  if (natGateways === 'none') {
    return 'vpc-endpoints';
  }
  return natInstances === undefined ? 'nat-gateway' : 'nat-instance';
}

class AdoptedNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  readonly publicSubnets?: readonly Subnet[];
  readonly hostAddresses?: HostAddresses;
  readonly egress?: Egress;
  readonly ipProtocol?: IpProtocol;
  readonly internetAccess: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, attributes: NetworkAttributes) {
    super(scope, id);
    if (attributes.subnets.length === 0) {
      throw misuse(this, {
        what: 'an adopted network needs at least one subnet',
        got: 'none',
        fix: 'List the subnets that hosts may run in, with their availability zones.',
      });
    }
    requireId(this, attributes.vpcId, { kind: 'vpc', what: 'a VPC is named by its id' });
    for (const { subnetId } of [...attributes.subnets, ...(attributes.publicSubnets ?? [])]) {
      requireId(this, subnetId, { kind: 'subnet', what: 'a subnet is named by its id' });
    }
    const zones = attributes.subnets.map(({ availabilityZone }) => availabilityZone);
    this.node.addValidation({ validate: () => [...zoneProblems(this, zones)] });
    this.vpcId = attributes.vpcId;
    this.subnets = [...attributes.subnets];
    this.publicSubnets = attributes.publicSubnets;
    this.hostAddresses = attributes.hostAddresses;
    this.egress = attributes.egress;
    this.ipProtocol = attributes.ipProtocol;
    this.internetAccess = [...(attributes.internetAccess ?? [])];
  }
}

/** One subnet per availability zone, in the order given; zones that are not known yet count as different ones. */
export function oneSubnetPerZone(subnets: readonly Subnet[]): readonly Subnet[] {
  const seen = new Set<string>();
  return subnets.filter(({ availabilityZone }) => {
    if (!isKnown(availabilityZone)) {
      return true;
    }
    const isNew = !seen.has(availabilityZone);
    seen.add(availabilityZone);
    return isNew;
  });
}
