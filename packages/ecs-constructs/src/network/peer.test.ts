import { Token } from 'cdktf';
import { Peer } from './peer';

describe('Peer', () => {
  it('knows every kind of peer', () => {
    expect(Peer.anyIpv4().rule).toEqual({ cidrIpv4: '0.0.0.0/0' });
    expect(Peer.anyIpv6().rule).toEqual({ cidrIpv6: '::/0' });
    expect(Peer.ipv4('10.0.0.0/8').rule).toEqual({ cidrIpv4: '10.0.0.0/8' });
    expect(Peer.ipv6('fd00::/8').rule).toEqual({ cidrIpv6: 'fd00::/8' });
    expect(Peer.prefixList('pl-1').rule).toEqual({ prefixListId: 'pl-1' });
    expect(Peer.securityGroup('sg-1').rule).toEqual({ referencedSecurityGroupId: 'sg-1' });
  });

  it('gives the same peer the same name, however it was written', () => {
    expect(Peer.ipv4('0.0.0.0/0').name).toBe(Peer.anyIpv4().name);
    expect(Peer.ipv6('::/0').name).toBe(Peer.anyIpv6().name);
  });

  it.each(['203.0.113.7', '203.0.113.7/24', '256.0.0.0/8', '10.0.0.0/33', 'any', ''])(
    'refuses %j as a range',
    (cidr) => {
      expect(() => Peer.ipv4(cidr)).toThrow(
        `Peer.ipv4: the range must be in CIDR notation, with no bits set behind the prefix; got ${JSON.stringify(cidr)}. Write it like 203.0.113.0/24`,
      );
    },
  );

  it.each([
    '2001:db8::',
    '2001:db8::/129',
    '2001:db8::/x',
    '10.0.0.0/8',
    '::1/64/64',
    '2001:db8::1/32',
    'fd00::/7',
    '::ffff:1.2.3.4/96',
  ])('refuses %j as an IPv6 range', (cidr) => {
    expect(() => Peer.ipv6(cidr)).toThrow(
      `Peer.ipv6: the range must be an IPv6 range in CIDR notation, with no bits set behind the prefix; got ${JSON.stringify(cidr)}. `,
    );
  });

  it.each([
    '2001:db8::/32',
    '2001:db8::7/128',
    'fc00::/7',
    '::ffff:0.0.0.0/96',
    '1:2:3:4:5:6:7:8/128',
  ])('takes %j as an IPv6 range', (cidr) => {
    expect(Peer.ipv6(cidr).rule).toEqual({ cidrIpv6: cidr });
  });

  it('takes ids, also of a security group of another account, and no names', () => {
    expect(Peer.securityGroup('123456789012/sg-1').name).toBe('123456789012/sg-1');
    expect(() => Peer.securityGroup('pl-1')).toThrow('Peer.securityGroup: a rule names it by its');
    expect(() => Peer.prefixList('sg-1')).toThrow('Peer.prefixList: a rule names it by its id');
  });

  it('takes what is not known yet', () => {
    const unknown = Token.asString({ resolve: () => 'x' });
    const { ipv4, ipv6, prefixList, securityGroup } = Peer;
    for (const make of [ipv4, ipv6, prefixList, securityGroup]) {
      expect(() => make(unknown)).not.toThrow();
    }
  });
});
