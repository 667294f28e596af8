import { isIPv4, isIPv6 } from 'node:net';
import type { Interval, Universe } from './ranges';

/** IPv6 addresses are counted from here, so that both families fit on one line of numbers and never meet. */
const ipv6Start = 1n << 64n;
const ipv4Last = (1n << 32n) - 1n;
const ipv6Last = (1n << 128n) - 1n;

/** Every address of both families. */
export const addresses: Universe = {
  intervals: [
    { low: 0n, high: ipv4Last },
    { low: ipv6Start, high: ipv6Start + ipv6Last },
  ],
  write: writeAddress,
};

/** The addresses of a block, `10.0.0.0/8` or `2001:db8::/32`, or of one address; undefined when it is neither. */
export function parseCidr(text: string): Interval | undefined {
  const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim());
  const address = match?.[1] ?? '';
  const family = isIPv4(address) ? 4 : isIPv6(address) && !address.includes('%') ? 6 : undefined;
  if (family === undefined) {
    return undefined;
  }
  const bits = family === 4 ? 32 : 128;
  const prefix = match?.[2] === undefined ? bits : Number(match[2]);
  if (prefix > bits) {
    return undefined;
  }
  const size = 1n << BigInt(bits - prefix);
  const number = family === 4 ? ipv4Number(address) : ipv6Number(address);
  // AWS ignores host bits: 10.0.0.7/8 is 10.0.0.0/8.
  const first = number - (number % size) + (family === 6 ? ipv6Start : 0n);
  return { low: first, high: first + size - 1n };
}

function ipv4Number(address: string): bigint {
  return address.split('.').reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function ipv6Number(address: string): bigint {
  // The last 32 bits may be written as IPv4.
  const plain = address.replace(/[^:]*\.[^:]*$/, (ipv4) => {
    const number = ipv4Number(ipv4);
    return `${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce(
    (number, group) => number * 65536n + BigInt(`0x${group}`),
    0n,
  );
}

function writeAddress(number: bigint): string {
  const [value, bits, size, separator] =
    number < ipv6Start ? [number, 32n, 8n, '.'] : [number - ipv6Start, 128n, 16n, ':'];
  const parts: string[] = [];
  for (let shift = bits - size; shift >= 0n; shift -= size) {
    const part = (value >> shift) & ((1n << size) - 1n);
    parts.push(part.toString(size === 8n ? 10 : 16));
  }
  return parts.join(separator);
}
