import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Peer } from '../network/peer';
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
}

/** The rules that services add to a group, whoever made the group. */
abstract class IngressRules extends Construct {
  abstract readonly securityGroupId: string;

  private readonly _ingress = new Map<string, VpcSecurityGroupIngressRule>();

  /** The ingress rules so far. */
  get ingress(): readonly VpcSecurityGroupIngressRule[] {
    return [...this._ingress.values()];
  }

  allowIngress(
    port: number,
    protocol: 'tcp' | 'udp',
    peer: Peer,
    toPort = port,
  ): VpcSecurityGroupIngressRule {
    const ports = port === toPort ? `${port}` : `${port}-${toPort}`;
    const key = `${ports}/${protocol}/${peer.name}`;
    const existing = this._ingress.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const rule = new VpcSecurityGroupIngressRule(this, this.ruleId(ports, protocol, peer), {
      securityGroupId: literal(this.securityGroupId),
      ipProtocol: protocol,
      fromPort: port,
      toPort,
      ...literal(peer.rule),
      // A changed port is another rule. The old one must stay until the service, which depends on both, has moved.
      // Terraform extends this to the group; its fixed name cannot clash, as only another name or VPC replaces it.
      lifecycle: { createBeforeDestroy: true },
      description: `Published host port ${ports}/${protocol}`,
    });
    this._ingress.set(key, rule);
    return rule;
  }

  /** Names the peer where its name is readable, so that the address of a rule does not depend on the order of calls. */
  private ruleId(ports: string, protocol: string, peer: Peer): string {
    const known = !Token.isUnresolved(peer.name);
    const suffix = known
      ? peer.name.replace(/[^A-Za-z0-9]+/g, '-')
      : `Peer${this._ingress.size + 1}`;
    return `Ingress-${ports}-${protocol}-${suffix}`;
  }
}

/**
 * The security group of a group of hosts: everything out, and in only what services publish. No port is open for
 * administration; use Session Manager. A port that is no longer published closes after the service has left it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html
 */
export class HostSecurityGroup extends IngressRules implements IHostSecurityGroup {
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

  constructor(scope: Construct, id: string, props: HostSecurityGroupProps) {
    super(scope, id);
    this.resource = new SecurityGroup(this, 'Resource', {
      name: props.securityGroupName,
      // Changing a description replaces the group, which fails while hosts use it: this text stays as it is.
      description: 'Hosts of an ECS cluster: published ports in, everything out',
      vpcId: literal(props.vpcId),
    });
    this.securityGroupId = this.resource.id;
    this.egress = new VpcSecurityGroupEgressRule(this, 'Egress', {
      securityGroupId: this.securityGroupId,
      ipProtocol: '-1',
      cidrIpv4: '0.0.0.0/0',
      description: 'ECS, ECR, logs and whatever the containers call',
    });
  }

  get egressRules(): readonly ITerraformDependable[] {
    return [this.egress];
  }
}

class AdoptedSecurityGroup extends IngressRules implements IHostSecurityGroup {
  readonly egressRules: readonly ITerraformDependable[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly securityGroupId: string,
  ) {
    super(scope, id);
  }
}
