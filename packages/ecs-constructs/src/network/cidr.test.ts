import { Token } from 'cdktf';
import { isIpv6Range, parseCidr, subnetCidr } from './cidr';

describe('parseCidr', () => {
  it('reads a range', () =>
    expect(parseCidr('10.0.16.0/20')).toEqual({ address: 167776256, prefix: 20 }));
  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.256/32', '10.0.0.1/16', 'fd00::/8', ''])(
    'refuses %j',
    (cidr) => {
      expect(parseCidr(cidr)).toBeUndefined();
    },
  );
});

describe('subnetCidr', () => {
  it.each([
    ['10.0.0.0/16', 0, '10.0.0.0/20'],
    ['10.0.0.0/16', 1, '10.0.16.0/20'],
    ['10.0.0.0/16', 15, '10.0.240.0/20'],
    ['192.168.200.0/24', 15, '192.168.200.240/28'],
    ['223.255.0.0/16', 2, '223.255.32.0/20'],
  ])('cuts %s into sixteen and takes part %i', (cidr, index, expected) => {
    expect(subnetCidr(cidr, 4, index)).toBe(expected);
  });

  it('leaves a range that is not known yet to Terraform', () => {
    const token = Token.asString({ resolve: () => 'x' });
    expect(Token.isUnresolved(subnetCidr(token, 4, 1))).toBe(true);
  });
});

describe('isIpv6Range', () => {
  it('takes no zone of a link, which belongs to one machine', () => {
    expect(isIpv6Range('fe80::/64')).toBe(true);
    expect(isIpv6Range('fe80::%eth0/64')).toBe(false);
  });
});
