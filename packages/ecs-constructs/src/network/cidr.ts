import { Fn, Token } from 'cdktf';

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
