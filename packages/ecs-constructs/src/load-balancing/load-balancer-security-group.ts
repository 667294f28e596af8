import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { PortVisitor } from '../hosts/capacity';
import { Peer } from '../network/peer';
import { type PortRange, SecurityGroupRules } from '../network/security-group-rules';
import { placeInStack } from '../support/place';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';

/** Properties of {@link LoadBalancerSecurityGroup}. */
export interface LoadBalancerSecurityGroupProps {
  readonly securityGroupName: string;
  readonly vpcId: string;
}

/**
 * The security group of a load balancer: in on its listeners' ports from their peers, out to its targets' ports.
 *
 * @notFor a load balancer of this library that needs no other group: it makes its own.
 * @bills nothing.
 */
export class LoadBalancerSecurityGroup extends SecurityGroupRules implements PortVisitor {
  readonly resource: SecurityGroup;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: LoadBalancerSecurityGroupProps) {
    super(scope, id);
    requireShape(this, 'LoadBalancerSecurityGroupProps', props);
    this.resource = new SecurityGroup(this, 'Resource', {
      name: literal(props.securityGroupName),
      // Changing a description replaces the group, which fails while it is in use: this text stays as it is.
      description: 'Load balancer: listeners in, targets out',
      vpcId: literal(props.vpcId),
    });
    this.securityGroupId = this.resource.id;
  }

  /** The load balancer, as one whom hosts let in. */
  get peer(): Peer {
    return Peer.securityGroup(this.securityGroupId, {
      name: placeInStack(this.node.scope ?? this),
    });
  }

  /** Lets the load balancer out to these ports of the hosts. The same twice makes one rule, which is returned. */
  allowEgress(ports: PortRange, hosts: Peer): ITerraformDependable {
    return this.addEgress(ports, hosts);
  }

  protected override describeIngress(port: string): string {
    return `Listener ${port}`;
  }
}
