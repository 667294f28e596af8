import { Fn, Token } from 'cdktf';
import { isIP, isIPv6 } from 'node:net';

interface Range {
  readonly address: number;
  readonly prefix: number;
}

/** Parses `a.b.c.d/p`; undefined when it is not an IPv4 range or has bits set behind the prefix. */
export function parseCidr(cidr: string): Range | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (parts === null) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = parts.slice(1).map(Number);
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) {
    return undefined;
  }
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return address % 2 ** (32 - prefix) === 0 ? { address, prefix } : undefined;
}

/** True for an address of either kind with a prefix, whatever bits are set behind it. */
export function isRange(cidr: string): boolean {
  const [address = '', prefix = '', ...rest] = cidr.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits && rest.length === 0;
}

/** True for an IPv6 range without bits set behind the prefix. */
export function isIpv6Range(cidr: string): boolean {
  const [address = '', prefix = ''] = cidr.split('/');
  return (
    isIPv6(address) &&
    // The zone of a link, such as %eth0, belongs to one machine.
    !address.includes('%') &&
    isRange(cidr) &&
    ipv6Bits(address) % 2n ** BigInt(128 - Number(prefix)) === 0n
  );
}

function ipv6Bits(address: string): bigint {
  // The URL writes an IPv4 address at the end as two groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text = '') => (text === '' ? [] : text.split(':'));
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)].reduce(
    (bits, group) => bits * 0x10000n + BigInt(`0x${group}`),
    0n,
  );
}

/** The `index`-th part of a range that is cut into 2^newBits parts; like Terraform's cidrsubnet, but readable at synth. */
export function subnetCidr(cidr: string, newBits: number, index: number): string {
  if (Token.isUnresolved(cidr)) {
    return Fn.cidrsubnet(cidr, newBits, index);
  }
  const range = parseCidr(cidr);
  if (range === undefined) {
    throw new Error(`subnetCidr: not an IPv4 range; got ${cidr}.`);
  }
  const prefix = range.prefix + newBits;
  const address = range.address + index * 2 ** (32 - prefix);
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${bytes.join('.')}/${prefix}`;
}
