import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IpProtocol } from '../network/dual-stack';
import { egressEverywhere } from '../network/egress-everywhere';
import type { Peer } from '../network/peer';
import { SecurityGroupRules } from '../network/security-group-rules';
import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';

/** A security group that hosts are in and that published ports are opened in. */
export interface IHostSecurityGroup {
  readonly securityGroupId: string;
  /** What lets the hosts out: it must be there before a host starts, and outlive it. Empty for an adopted group. */
  readonly egressRules: readonly ITerraformDependable[];
  /**
   * Lets a peer in on a port, or on a range of ports that ends with `toPort`; the same ports for the same peer are one
   * rule.
   */
  allowIngress(
    port: number,
    protocol: 'tcp' | 'udp',
    peer: Peer,
    toPort?: number,
  ): VpcSecurityGroupIngressRule;
}

/** Properties of {@link HostSecurityGroup}. */
export interface HostSecurityGroupProps {
  readonly securityGroupName: string;
  readonly vpcId: string;
  /** With `dual-stack`, hosts reach IPv6 too. @default ipv4-only */
  readonly ipProtocol?: IpProtocol;
}

/** The rules that services add to a group of hosts, whoever made the group. */
abstract class HostRules extends SecurityGroupRules {
  protected override describeIngress(port: string): string {
    return `Published host port ${port}`;
  }
}

/**
 * The security group of a group of hosts: everything out, and in only what services publish. No port is open for
 * administration; use Session Manager. A port that is no longer published closes after the service has left it.
 *
 * @notFor tasks with networkMode `awsvpc`: they have a `TaskSecurityGroup`.
 * @bills nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html
 */
export class HostSecurityGroup extends HostRules implements IHostSecurityGroup {
  /** Adopts a group that exists already. Published ports are opened in it; what it lets out stays as it is. */
  static fromSecurityGroupId(
    scope: Construct,
    id: string,
    securityGroupId: string,
  ): IHostSecurityGroup {
    return new AdoptedSecurityGroup(scope, id, securityGroupId);
  }

  readonly resource: SecurityGroup;
  readonly securityGroupId: string;
  readonly egress: VpcSecurityGroupEgressRule;
  readonly egressRules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HostSecurityGroupProps) {
    super(scope, id);
    requireShape(this, 'HostSecurityGroupProps', props);
    this.resource = new SecurityGroup(this, 'Resource', {
      name: props.securityGroupName,
      // Changing a description replaces the group, which fails while hosts use it: this text stays as it is.
      description: 'Hosts of an ECS cluster: published ports in, everything out',
      vpcId: literal(props.vpcId),
    });
    this.securityGroupId = this.resource.id;
    const description = 'ECS, ECR, logs and whatever the containers call';
    const { ipProtocol } = props;
    const rules = egressEverywhere(this, this.securityGroupId, description, ipProtocol);
    this.egressRules = rules;
    this.egress = rules[0];
  }
}

class AdoptedSecurityGroup extends HostRules implements IHostSecurityGroup {
  readonly egressRules: readonly ITerraformDependable[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly securityGroupId: string,
  ) {
    super(scope, id);
    requireId(this, securityGroupId, {
      kind: 'securityGroup',
      what: 'a security group is named by its id',
    });
  }
}
