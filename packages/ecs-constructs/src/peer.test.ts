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

  it.each(['203.0.113.7', 'any', ''])('refuses %j as a range', (cidr) => {
    expect(() => Peer.ipv4(cidr)).toThrow(
      `Peer.ipv4: the range must be in CIDR notation; got ${JSON.stringify(cidr)}. Write it like 203.0.113.0/24`,
    );
  });

  it('takes a range that is not known yet', () => {
    expect(() => Peer.ipv4(Token.asString({ resolve: () => 'x' }))).not.toThrow();
  });
});
