import { EgressOnlyInternetGateway } from '@cdktf/provider-aws/lib/egress-only-internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

/** The addresses of a network: IPv4 alone, or IPv6 beside it. */
export type IpProtocol = 'ipv4-only' | 'dual-stack';

/** AWS gives a VPC a /56, and every subnet has a /64 of it. */
const SUBNET_BITS = 8;
const EVERYWHERE = '::/0';

/**
 * IPv6 beside IPv4. Public subnets reach the internet over its gateway, private ones over one that lets nobody in, which
 * costs nothing.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
 */
export class DualStack {
  private gateway?: EgressOnlyInternetGateway;

  constructor(
    private readonly scope: Construct,
    private readonly vpc: Vpc,
    private readonly networkName: string,
  ) {}

  /** What a subnet has on top of its IPv4 range. */
  subnet(slot: number): { ipv6CidrBlock: string; assignIpv6AddressOnCreation: true } {
    const ipv6CidrBlock = Fn.cidrsubnet(this.vpc.ipv6CidrBlock, SUBNET_BITS, slot);
    return { ipv6CidrBlock, assignIpv6AddressOnCreation: true };
  }

  /** The way of public subnets. */
  publicRoute(routeTableId: string, gatewayId: string): ITerraformDependable {
    return new Route(this.scope, 'InternetRoute-Ipv6', {
      routeTableId,
      destinationIpv6CidrBlock: EVERYWHERE,
      gatewayId,
    });
  }

  /** The way of a private subnet. */
  privateRoute(id: string, routeTableId: string): ITerraformDependable {
    this.gateway ??= new EgressOnlyInternetGateway(this.scope, 'EgressOnlyGateway', {
      vpcId: this.vpc.id,
      tags: { Name: `${this.networkName}-egress-only` },
    });
    return new Route(this.scope, `${id}-Ipv6Route`, {
      routeTableId,
      destinationIpv6CidrBlock: EVERYWHERE,
      egressOnlyGatewayId: this.gateway.id,
    });
  }
}
