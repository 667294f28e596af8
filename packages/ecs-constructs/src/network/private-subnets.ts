import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet as SubnetResource } from '@cdktf/provider-aws/lib/subnet';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { subnetCidr } from './cidr';
import type { DualStack } from './dual-stack';
import { NatInstanceMaker, type NatInstances } from './nat-instances';
import { privateSlot, SUBNET_BITS, type ZoneSlot } from './network-checks';

/**
 * How hosts without public addresses reach the internet: through one NAT gateway, whose zone they all depend on, through one
 * in each zone, or not at all.
 */
export type NatGateways = 'one' | 'one-per-zone' | 'none';

/** A zone with its public subnet. */
export interface PublicZone extends ZoneSlot {
  readonly publicSubnetId: string;
}

/** What private subnets are made of. */
export interface PrivateSubnetsProps {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly networkName: string;
  readonly zones: readonly PublicZone[];
  readonly natGateways: NatGateways;
  /** In place of gateways. */
  readonly natInstances?: NatInstances;
  readonly dualStack?: DualStack;
  /** The route to the internet gateway, which a NAT gateway needs. */
  readonly internetRoute: ITerraformDependable;
}

/** What the route of private subnets leads to. */
interface Nat {
  readonly target: { readonly natGatewayId: string } | { readonly networkInterfaceId: string };
  readonly access: readonly ITerraformDependable[];
}

/** Subnets that nobody outside reaches, each with a route table of its own, so that a NAT gateway more moves none of them. */
export class PrivateSubnets {
  readonly subnets: readonly { readonly subnetId: string; readonly availabilityZone: string }[];
  readonly routeTableIds: readonly string[];
  /** What must exist before a host can reach the internet from here. */
  readonly access: readonly ITerraformDependable[];

  constructor(
    private readonly scope: Construct,
    private readonly props: PrivateSubnetsProps,
  ) {
    const nats = this.makeNats();
    const parts = props.zones.map((zone, index) => this.makeSubnet(zone, nats[index] ?? nats[0]));
    this.subnets = parts.map(({ subnet }) => subnet);
    this.routeTableIds = parts.map(({ routeTableId }) => routeTableId);
    this.access = [...nats, ...parts].flatMap(({ access }) => access);
  }

  private makeNats(): readonly Nat[] {
    const { zones, natGateways, natInstances } = this.props;
    if (natGateways === 'none') {
      return [];
    }
    const asked = natGateways === 'one' ? zones.slice(0, 1) : zones;
    if (natInstances === undefined) {
      return asked.map((zone) => ({
        target: { natGatewayId: this.makeGateway(zone).id },
        access: [],
      }));
    }
    const maker = new NatInstanceMaker(this.scope, this.props, natInstances);
    return asked.map((zone) => {
      const id = `NatInstance-${nameOf(zone)}`;
      const { networkInterfaceId, access } = maker.make(id, zone.zone, zone.publicSubnetId);
      return { target: { networkInterfaceId }, access };
    });
  }

  /** A NAT gateway cannot be made before its address can be reached from the internet. */
  private makeGateway(zone: PublicZone): NatGateway {
    const { scope, props } = this;
    const id = `NatGateway-${nameOf(zone)}`;
    const tags = { Name: `${props.networkName}-nat-${zone.zone}` };
    const address = new Eip(scope, `${id}-Address`, {
      domain: 'vpc',
      tags,
      dependsOn: [props.internetRoute],
    });
    return new NatGateway(scope, id, {
      subnetId: zone.publicSubnetId,
      allocationId: address.id,
      tags,
      dependsOn: [props.internetRoute],
    });
  }

  private makeSubnet(zone: PublicZone, nat: Nat | undefined) {
    const { scope, props } = this;
    const { vpcId, cidrBlock, networkName, dualStack } = props;
    const id = `PrivateSubnet-${nameOf(zone)}`;
    const lifecycle = zone.isStable ? { createBeforeDestroy: true } : undefined;
    const tags = { Name: `${networkName}-private-${zone.zone}` };
    const subnet = new SubnetResource(scope, id, {
      vpcId,
      availabilityZone: zone.zone,
      cidrBlock: subnetCidr(cidrBlock, SUBNET_BITS, privateSlot(zone)),
      mapPublicIpOnLaunch: false,
      ...dualStack?.subnet(privateSlot(zone)),
      tags,
      lifecycle,
    });
    const table = new RouteTable(scope, `${id}-RouteTable`, { vpcId, tags });
    const association = new RouteTableAssociation(scope, `${id}-Route`, {
      subnetId: subnet.id,
      routeTableId: table.id,
      lifecycle,
    });
    const route =
      nat &&
      new Route(scope, `${id}-NatRoute`, {
        routeTableId: table.id,
        destinationCidrBlock: '0.0.0.0/0',
        ...nat.target,
      });
    const ipv6Route = dualStack?.privateRoute(id, table.id);
    return {
      subnet: { subnetId: subnet.id, availabilityZone: zone.zone },
      routeTableId: table.id,
      access: [association, route, ipv6Route].filter((one) => one !== undefined),
    };
  }
}

/** The zone, where its name is known, or its place in the list. */
function nameOf({ zone, slot, isStable }: ZoneSlot): string {
  return isStable ? zone : `${slot + 1}`;
}
