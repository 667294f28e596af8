import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet as SubnetResource } from '@cdktf/provider-aws/lib/subnet';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { subnetCidr } from './cidr';
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
  /** The route to the internet gateway, which a NAT gateway needs. */
  readonly internetRoute: ITerraformDependable;
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
    const gateways = this.makeGateways();
    const parts = props.zones.map((zone, index) =>
      this.makeSubnet(zone, gateways[index] ?? gateways[0]),
    );
    this.subnets = parts.map(({ subnet }) => subnet);
    this.routeTableIds = parts.map(({ routeTableId }) => routeTableId);
    this.access = parts.flatMap(({ access }) => access);
  }

  private makeGateways(): readonly NatGateway[] {
    const { zones, natGateways } = this.props;
    if (natGateways === 'none') {
      return [];
    }
    return (natGateways === 'one' ? zones.slice(0, 1) : zones).map((zone) =>
      this.makeGateway(zone),
    );
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

  private makeSubnet(zone: PublicZone, gateway: NatGateway | undefined) {
    const { scope, props } = this;
    const { vpcId, cidrBlock, networkName } = props;
    const id = `PrivateSubnet-${nameOf(zone)}`;
    const lifecycle = zone.isStable ? { createBeforeDestroy: true } : undefined;
    const tags = { Name: `${networkName}-private-${zone.zone}` };
    const subnet = new SubnetResource(scope, id, {
      vpcId,
      availabilityZone: zone.zone,
      cidrBlock: subnetCidr(cidrBlock, SUBNET_BITS, privateSlot(zone)),
      mapPublicIpOnLaunch: false,
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
      gateway &&
      new Route(scope, `${id}-NatRoute`, {
        routeTableId: table.id,
        destinationCidrBlock: '0.0.0.0/0',
        natGatewayId: gateway.id,
      });
    return {
      subnet: { subnetId: subnet.id, availabilityZone: zone.zone },
      routeTableId: table.id,
      access: route === undefined ? [association] : [association, route],
    };
  }
}

/** The zone, where its name is known, or its place in the list. */
function nameOf({ zone, slot, isStable }: ZoneSlot): string {
  return isStable ? zone : `${slot + 1}`;
}
