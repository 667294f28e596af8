import { isKnown, misuse } from './private/validation';

/** One end of a security group rule, as the AWS provider takes it. */
export interface PeerRule {
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedSecurityGroupId?: string;
}

/**
 * Who may reach the published ports.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class Peer {
  /** Every IPv4 address of the internet. */
  static anyIpv4(): Peer {
    return new Peer({ cidrIpv4: '0.0.0.0/0' }, 'AnyIpv4');
  }

  /** Every IPv6 address of the internet. */
  static anyIpv6(): Peer {
    return new Peer({ cidrIpv6: '::/0' }, 'AnyIpv6');
  }

  /** An IPv4 range, for example `203.0.113.0/24`. */
  static ipv4(cidr: string): Peer {
    if (cidr === '0.0.0.0/0') return Peer.anyIpv4();
    if (isKnown(cidr) && !/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(cidr)) {
      throw misuse('Peer.ipv4', {
        what: 'the range must be in CIDR notation',
        got: JSON.stringify(cidr),
        fix: 'Write it like 203.0.113.0/24; one address is 203.0.113.7/32.',
      });
    }
    return new Peer({ cidrIpv4: cidr }, cidr);
  }

  /** An IPv6 range. */
  static ipv6(cidr: string): Peer {
    if (cidr === '::/0') return Peer.anyIpv6();
    return new Peer({ cidrIpv6: cidr }, cidr);
  }

  /** A managed prefix list. */
  static prefixList(prefixListId: string): Peer {
    return new Peer({ prefixListId }, prefixListId);
  }

  /** Everything that carries a security group, for example a load balancer. */
  static securityGroup(securityGroupId: string): Peer {
    return new Peer({ referencedSecurityGroupId: securityGroupId }, securityGroupId);
  }

  private constructor(
    /** The rule's attributes for this peer. */
    readonly rule: PeerRule,
    /** Tells two peers apart: `AnyIpv4`, or the range or id. */
    readonly name: string,
  ) {}
}
