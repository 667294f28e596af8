import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { isKnown, misuse } from '../support/validation';
import { isIpv6Range, parseCidr } from './cidr';

const BY_ID = 'a rule names it by its id';

/** One end of a security group rule, as the AWS provider takes it. */
export interface PeerRule {
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedSecurityGroupId?: string;
}

/** Options of `Peer.securityGroup`. */
export interface SecurityGroupPeerOptions {
  /**
   * Stands in the addresses of the rules where the id is not known at synth, so that they do not depend on the order of
   * calls. @default - the id
   */
  readonly name?: string;
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
    if (cidr === '0.0.0.0/0') {
      return Peer.anyIpv4();
    }
    if (isKnown(cidr) && parseCidr(cidr) === undefined) {
      throw misuse('Peer.ipv4', {
        what: 'the range must be in CIDR notation, with no bits set behind the prefix',
        got: JSON.stringify(cidr),
        fix: 'Write it like 203.0.113.0/24; one address is 203.0.113.7/32.',
      });
    }
    return new Peer({ cidrIpv4: cidr }, cidr);
  }

  /** An IPv6 range, for example `2001:db8::/32`. */
  static ipv6(cidr: string): Peer {
    if (cidr === '::/0') {
      return Peer.anyIpv6();
    }
    if (isKnown(cidr) && !isIpv6Range(cidr)) {
      throw misuse('Peer.ipv6', {
        what: 'the range must be an IPv6 range in CIDR notation, with no bits set behind the prefix',
        got: JSON.stringify(cidr),
        fix: 'Write it like 2001:db8::/32; one address is 2001:db8::7/128.',
      });
    }
    return new Peer({ cidrIpv6: cidr }, cidr);
  }

  /** A managed prefix list, by its id. */
  static prefixList(prefixListId: string): Peer {
    requireId('Peer.prefixList', prefixListId, { kind: 'prefixList', what: BY_ID });
    return new Peer({ prefixListId }, prefixListId);
  }

  /**
   * Everything that carries a security group, for example a load balancer. By its id; one of another account has the
   * account in front, as in `123456789012/sg-0123456789abcdef0`.
   */
  static securityGroup(securityGroupId: string, options: SecurityGroupPeerOptions = {}): Peer {
    requireShape('Peer.securityGroup', 'SecurityGroupPeerOptions', options);
    requireId('Peer.securityGroup', securityGroupId, { kind: 'securityGroup', what: BY_ID });
    const { name = securityGroupId } = options;
    return new Peer({ referencedSecurityGroupId: securityGroupId }, name);
  }

  private constructor(
    /** The rule's attributes for this peer. */
    readonly rule: PeerRule,
    /** Tells two peers apart: `AnyIpv4`, or the range or id. */
    readonly name: string,
  ) {}
}
