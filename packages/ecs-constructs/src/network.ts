import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet as SubnetResource } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { parseCidr, subnetCidr } from './private/cidr';
import { isKnown, misuse } from './private/validation';

/** Every network is cut into 16 parts: up to 16 zones, and most ranges stay free for what comes later. */
const SUBNET_BITS = 4;

/** One subnet and the availability zone it lies in. */
export interface Subnet {
  readonly subnetId: string;
  readonly availabilityZone: string;
}

/** The network that hosts run in. */
export interface INetwork {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  /** What must exist before a host can reach the internet, and outlive it. Empty for an adopted network. */
  readonly internetAccess: readonly ITerraformDependable[];
}

/** Properties of {@link Network}. */
export interface NetworkProps {
  /** One public subnet is made in each. */
  readonly availabilityZones: readonly string[];
  /** Range of the VPC, /16 to /24. @default '10.0.0.0/16' */
  readonly cidrBlock?: string;
  /** Start of the `Name` tags. @default - the construct's id */
  readonly networkName?: string;
}

/** A network that exists already. */
export interface NetworkAttributes {
  readonly vpcId: string;
  /** Subnets with a route to the internet, whose hosts get an address of their own. */
  readonly subnets: readonly Subnet[];
}

/**
 * A VPC with an internet gateway and one public subnet per availability zone. Its default security group is closed.
 *
 * Hosts have public addresses and no NAT gateway has to be paid for. Do not use it where hosts must not be reachable
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
  readonly subnets: readonly Subnet[];
  readonly internetAccess: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { availabilityZones, cidrBlock = '10.0.0.0/16', networkName = id } = props;
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
    const parts = availabilityZones.map((zone, index) =>
      this.addPublicSubnet(index, zone, subnetCidr(cidrBlock, SUBNET_BITS, index), networkName),
    );
    const associations = parts.map(({ subnet, number }) => {
      return new RouteTableAssociation(this, `PublicSubnet${number}Route`, {
        subnetId: subnet.id,
        routeTableId: route.routeTableId,
      });
    });
    this.subnets = parts.map(({ subnet, zone }) => ({
      subnetId: subnet.id,
      availabilityZone: zone,
    }));
    this.internetAccess = [route, ...associations];
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

  private addPublicSubnet(index: number, zone: string, cidrBlock: string, networkName: string) {
    const number = index + 1;
    const subnet = new SubnetResource(this, `PublicSubnet${number}`, {
      vpcId: this.vpcId,
      availabilityZone: zone,
      cidrBlock,
      mapPublicIpOnLaunch: true,
      tags: { Name: `${networkName}-public-${zone}` },
    });
    return { subnet, zone, number };
  }
}

class AdoptedNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  readonly internetAccess: readonly ITerraformDependable[] = [];

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
  }
}

/** One subnet per availability zone, in the order given; zones that are not known yet count as different ones. */
export function oneSubnetPerZone(subnets: readonly Subnet[]): readonly Subnet[] {
  const seen = new Set<string>();
  return subnets.filter(({ availabilityZone }) => {
    if (!isKnown(availabilityZone)) return true;
    const isNew = !seen.has(availabilityZone);
    seen.add(availabilityZone);
    return isNew;
  });
}

function requireZones(scope: Construct, zones: readonly string[]): void {
  if (zones.length === 0 || zones.length > 2 ** SUBNET_BITS) {
    throw misuse(scope, {
      what: `availabilityZones must name 1 to ${2 ** SUBNET_BITS} zones`,
      got: zones.length,
      fix: "Name the zones, for example ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'].",
    });
  }
  const known = zones.filter((zone) => isKnown(zone));
  const twice = known.find((zone, index) => known.indexOf(zone) !== index);
  if (twice === undefined) return;
  throw misuse(scope, {
    what: 'every availability zone gets one subnet and may be named once',
    got: `${twice} more than once in [${known.join(', ')}]`,
    fix: 'Remove the repeated zone or name another one.',
  });
}

function requireRange(scope: Construct, cidrBlock: string): void {
  if (!isKnown(cidrBlock)) return;
  const range = parseCidr(cidrBlock);
  if (range !== undefined && range.prefix >= 16 && range.prefix <= 24) return;
  throw misuse(scope, {
    what: 'cidrBlock must be an IPv4 range of /16 to /24 that starts on its own boundary',
    got: JSON.stringify(cidrBlock),
    fix: 'Use a private range, for example 10.0.0.0/16.',
  });
}
