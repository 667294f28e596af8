import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { literal } from '../support/terraform-text';
import { isKnown, numberAsText } from '../support/validation';
import type { Peer } from './peer';

/** Ports of one protocol; a single one begins and ends the range. */
export interface PortRange {
  readonly port: number;
  /** @default - that port only */
  readonly toPort?: number;
  readonly protocol: 'tcp' | 'udp';
}

/** The rules that are added to a security group, whoever made the group; the same rule is there once. */
export abstract class SecurityGroupRules extends Construct {
  abstract readonly securityGroupId: string;

  private readonly _ingress = new Map<string, VpcSecurityGroupIngressRule>();
  private readonly _egress = new Map<string, VpcSecurityGroupEgressRule>();

  /** The ingress rules so far. */
  get ingress(): readonly VpcSecurityGroupIngressRule[] {
    return [...this._ingress.values()];
  }

  /** Lets a peer in to a port, or to all ports up to another one. The same twice makes one rule, which is returned. */
  allowIngress(
    port: number,
    protocol: 'tcp' | 'udp',
    peer: Peer,
    toPort = port,
  ): VpcSecurityGroupIngressRule {
    const ports = portsAsText(port, toPort);
    const key = `${ports}/${protocol}/${peer.name}`;
    const existing = this._ingress.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const suffix = readableName(peer.name, this._ingress.size);
    const id = `Ingress-${isKnown(port) ? ports : this._ingress.size + 1}-${protocol}-${suffix}`;
    const rule = new VpcSecurityGroupIngressRule(this, freeId(this, id), {
      securityGroupId: literal(this.securityGroupId),
      ipProtocol: protocol,
      fromPort: port,
      toPort,
      ...literal(peer.rule),
      // A changed port is another rule. The old one must stay until the service, which depends on both, has moved.
      // Terraform extends this to the group; its fixed name cannot clash, as only another name or VPC replaces it.
      lifecycle: { createBeforeDestroy: true },
      description: this.describeIngress(`${ports}/${protocol}`),
    });
    this._ingress.set(key, rule);
    return rule;
  }

  /** Lets out to a peer, on these ports only. */
  protected addEgress({ port, toPort = port, protocol }: PortRange, peer: Peer) {
    const ports = portsAsText(port, toPort);
    const key = `${ports}/${protocol}/${peer.name}`;
    const suffix = readableName(peer.name, this._egress.size);
    const rule =
      this._egress.get(key) ??
      new VpcSecurityGroupEgressRule(this, freeId(this, `Egress-${ports}-${protocol}-${suffix}`), {
        securityGroupId: literal(this.securityGroupId),
        ipProtocol: protocol,
        fromPort: port,
        toPort,
        ...literal(peer.rule),
        lifecycle: { createBeforeDestroy: true },
        description: `Targets on ${ports}/${protocol}`,
      });
    this._egress.set(key, rule);
    return rule;
  }

  /** What a rule that lets in on a port is for. */
  protected abstract describeIngress(port: string): string;
}

function portsAsText(port: number, toPort: number): string {
  return port === toPort ? numberAsText(port) : `${port}-${toPort}`;
}

/** A peer by its name where that is readable, so that the address of a rule does not depend on the order of calls. */
function readableName(name: string, before: number): string {
  return Token.isUnresolved(name) ? `Peer${before + 1}` : name.replace(/[^A-Za-z0-9]+/g, '-');
}

/** Two peers may read alike: `Shop/Web` and `Shop-Web`. */
function freeId(scope: Construct, id: string, others = 1): string {
  const free = others === 1 ? id : `${id}-${others}`;
  return scope.node.tryFindChild(free) === undefined ? free : freeId(scope, id, others + 1);
}
