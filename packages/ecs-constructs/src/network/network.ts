import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet as SubnetResource } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { literal } from '../support/terraform-text';
import { isKnown, misuse } from '../support/validation';
import { subnetCidr } from './cidr';
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
export type Egress = 'internet-gateway' | 'nat-gateway' | 'vpc-endpoints' | 'none';

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
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-dev-test.html
 */
export class Network extends Construct implements INetwork {
  /** Adopts a VPC that is managed elsewhere. Nothing is created. */
  static fromAttributes(scope: Construct, id: string, attributes: NetworkAttributes): INetwork {
    return new AdoptedNetwork(scope, id, attributes);
  }

  readonly resource: Vpc;
  readonly vpcId: string;
  readonly hostAddresses: HostAddresses;
  readonly egress: Egress;
  readonly subnets: readonly Subnet[];
  readonly publicSubnets: readonly Subnet[];
  readonly internetAccess: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { availabilityZones, cidrBlock = '10.0.0.0/16' } = props;
    const networkName = literal(props.networkName ?? id);
    requireZones(this, availabilityZones);
    requireRange(this, cidrBlock);
    requirePrivateOptions(this, props);
    this.node.addValidation({ validate: () => [...zoneProblems(this, availabilityZones)] });
    this.hostAddresses = props.hostSubnets ?? 'public';
    this.egress = egressOf(props);

    this.resource = new Vpc(this, 'Resource', {
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: networkName },
    });
    this.vpcId = this.resource.id;
    // AWS opens the default group to its own members; nothing here uses it, so it allows nothing.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpcId: this.vpcId,
      ingress: [],
      egress: [],
      tags: { Name: `${networkName}-default-closed` },
    });
    const route = this.addInternetRoute(networkName);
    const parts = zoneSlots(this, availabilityZones).map((slot) =>
      this.addPublicSubnet(slot, { networkName, cidrBlock, routeTableId: route.routeTableId }),
    );
    this.publicSubnets = parts.map(({ subnet }) => subnet);
    const publicAccess = [route, ...parts.map(({ association }) => association)];
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

  private addInternetRoute(networkName: string): Route {
    const gateway = new InternetGateway(this, 'InternetGateway', {
      vpcId: this.vpcId,
      tags: { Name: networkName },
    });
    const table = new RouteTable(this, 'PublicRouteTable', {
      vpcId: this.vpcId,
      tags: { Name: `${networkName}-public` },
    });
    return new Route(this, 'InternetRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
  }
}

function egressOf({ hostSubnets, natGateways = 'one' }: NetworkProps): Egress {
  if (hostSubnets !== 'private') {
    return 'internet-gateway';
  }
  return natGateways === 'none' ? 'vpc-endpoints' : 'nat-gateway';
}

class AdoptedNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  readonly publicSubnets?: readonly Subnet[];
  readonly hostAddresses?: HostAddresses;
  readonly egress?: Egress;
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
    const zones = attributes.subnets.map(({ availabilityZone }) => availabilityZone);
    this.node.addValidation({ validate: () => [...zoneProblems(this, zones)] });
    this.vpcId = attributes.vpcId;
    this.subnets = [...attributes.subnets];
    this.publicSubnets = attributes.publicSubnets;
    this.hostAddresses = attributes.hostAddresses;
    this.egress = attributes.egress;
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
