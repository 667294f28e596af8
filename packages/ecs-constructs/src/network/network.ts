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
import { requireRange, requireZones, SUBNET_BITS, zoneSlots } from './network-checks';

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
  readonly subnets: readonly Subnet[];
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
}

/** A network that exists already. */
export interface NetworkAttributes {
  readonly vpcId: string;
  /** Subnets whose hosts can reach ECS, the registry and the logs. */
  readonly subnets: readonly Subnet[];
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
 * Hosts have public addresses and no NAT gateway has to be paid for. A zone that leaves the list keeps its subnet and
 * route until the group of hosts has left it. Do not use it where hosts must not be reachable
 * from the internet: adopt a network of your own with {@link Network.fromAttributes}.
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
  readonly hostAddresses = 'public';
  readonly egress = 'internet-gateway';
  readonly subnets: readonly Subnet[];
  readonly internetAccess: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { availabilityZones, cidrBlock = '10.0.0.0/16' } = props;
    const networkName = literal(props.networkName ?? id);
    requireZones(this, availabilityZones);
    requireRange(this, cidrBlock);

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
    const parts = zoneSlots(this, availabilityZones).map(({ zone, slot, isStable }) => {
      const id = isStable ? `PublicSubnet-${zone}` : `PublicSubnet-${slot + 1}`;
      const lifecycle = isStable ? { createBeforeDestroy: true } : undefined;
      const subnet = new SubnetResource(this, id, {
        vpcId: this.vpcId,
        availabilityZone: zone,
        cidrBlock: subnetCidr(cidrBlock, SUBNET_BITS, slot),
        mapPublicIpOnLaunch: true,
        tags: { Name: `${networkName}-public-${zone}` },
        lifecycle,
      });
      const association = new RouteTableAssociation(this, `${id}-Route`, {
        subnetId: subnet.id,
        routeTableId: route.routeTableId,
        lifecycle,
      });
      return { subnet: { subnetId: subnet.id, availabilityZone: zone }, association };
    });
    this.subnets = parts.map(({ subnet }) => subnet);
    this.internetAccess = [route, ...parts.map(({ association }) => association)];
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

class AdoptedNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
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
    this.vpcId = attributes.vpcId;
    this.subnets = [...attributes.subnets];
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
