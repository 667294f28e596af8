import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Peer } from './peer';

/** Properties of {@link HostSecurityGroup}. */
export interface HostSecurityGroupProps {
  readonly securityGroupName: string;
  readonly vpcId: string;
}

/**
 * The security group of a group of hosts: everything out, and in only what services publish. No port is open for
 * administration; use Session Manager. A port that is no longer published closes after the service has left it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html
 */
export class HostSecurityGroup extends Construct {
  readonly resource: SecurityGroup;
  readonly securityGroupId: string;
  readonly egress: VpcSecurityGroupEgressRule;

  private readonly _ingress = new Map<string, VpcSecurityGroupIngressRule>();

  constructor(scope: Construct, id: string, props: HostSecurityGroupProps) {
    super(scope, id);
    this.resource = new SecurityGroup(this, 'Resource', {
      name: props.securityGroupName,
      // Changing a description replaces the group, which fails while hosts use it: this text stays as it is.
      description: 'Hosts of an ECS cluster: published ports in, everything out',
      vpcId: props.vpcId,
    });
    this.securityGroupId = this.resource.id;
    this.egress = new VpcSecurityGroupEgressRule(this, 'Egress', {
      securityGroupId: this.securityGroupId,
      ipProtocol: '-1',
      cidrIpv4: '0.0.0.0/0',
      description: 'ECS, ECR, logs and whatever the containers call',
    });
  }

  /** The ingress rules so far. */
  get ingress(): readonly VpcSecurityGroupIngressRule[] {
    return [...this._ingress.values()];
  }

  /** Lets a peer in on a port; the same port for the same peer is one rule. */
  allowIngress(port: number, protocol: 'tcp' | 'udp', peer: Peer): VpcSecurityGroupIngressRule {
    const key = `${port}/${protocol}/${peer.name}`;
    const existing = this._ingress.get(key);
    if (existing !== undefined) return existing;
    const rule = new VpcSecurityGroupIngressRule(this, this.ruleId(port, protocol, peer), {
      securityGroupId: this.securityGroupId,
      ipProtocol: protocol,
      fromPort: port,
      toPort: port,
      ...peer.rule,
      // A changed port is another rule. The old one must stay until the service, which depends on both, has moved.
      // Terraform extends this to the group; its fixed name cannot clash, as only another name or VPC replaces it.
      lifecycle: { createBeforeDestroy: true },
      description: `Published host port ${port}/${protocol}`,
    });
    this._ingress.set(key, rule);
    return rule;
  }

  /** Names the peer where its name is readable, so that the address of a rule does not depend on the order of calls. */
  private ruleId(port: number, protocol: string, peer: Peer): string {
    const known = !Token.isUnresolved(peer.name);
    const suffix = known
      ? peer.name.replace(/[^A-Za-z0-9]+/g, '-')
      : `Peer${this._ingress.size + 1}`;
    return `Ingress-${port}-${protocol}-${suffix}`;
  }
}
