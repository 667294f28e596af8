import { BoundedMemo } from '../plan/bounded-memo';
import type { Box } from './box';
import type { Constraint } from './constraint';
import type { Universe } from './ranges';

const protocolNumbers: Readonly<Record<string, number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  icmpv6: 58,
};
const protocolNames = new Map(
  Object.entries(protocolNumbers).map(([name, number]) => [number, name]),
);

const wholeNumbers = (last: bigint): Universe => ({
  intervals: [{ low: 0n, high: last }],
  write: (number) => number.toString(),
});
const protocols = wholeNumbers(255n);
const ports = wholeNumbers(65535n);
const icmpNumbers = wholeNumbers(255n);

/** Protocol and ports of a security group rule, as a box and in words. */
export interface Traffic {
  readonly box: Box;
  readonly protocol: string;
  readonly ports: string;
}

/**
 * Reads protocol and ports as EC2 does; undefined when they cannot be read.
 *
 * `-1` is every protocol with every port. For ICMP the ports are type and code, of which -1 is all. For protocols without
 * ports EC2 ignores them.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function readTraffic(protocol: string, from: number, to: number): Traffic | undefined {
  const key = `${protocol} ${from} ${to}`;
  return known.get(key, () => trafficOf(protocol, from, to) ?? null) ?? undefined;
}

/** One object for equal traffic, which is quick to compare. */
const known = new BoundedMemo<Traffic | null>(2000);

function trafficOf(protocol: string, from: number, to: number): Traffic | undefined {
  if (protocol === '-1' || protocol === 'all') {
    return { box: [], protocol: 'all', ports: 'all' };
  }
  const number = protocolNumbers[protocol.toLowerCase()] ?? readProtocol(protocol);
  if (number === undefined) {
    return undefined;
  }
  const name = protocolNames.get(number) ?? `protocol ${number}`;
  const ofProtocol = ['protocol', range(protocols, number, number)] as const;
  if (number === 1 || number === 58) {
    const box: Box = [
      ofProtocol,
      ...(from === -1 ? [] : [['icmp type', range(icmpNumbers, from, from)] as const]),
      ...(to === -1 ? [] : [['icmp code', range(icmpNumbers, to, to)] as const]),
    ];
    const words = `type ${from === -1 ? 'all' : from}${to === -1 ? '' : `, code ${to}`}`;
    return { box, protocol: name, ports: from === -1 ? 'all' : words };
  }
  if (number !== 6 && number !== 17) {
    return { box: [ofProtocol], protocol: name, ports: 'all' };
  }
  // The provider writes "all ports" as 0 and 0 only for -1; -1 and -1 stand for all ports here.
  const [low, high] = from === -1 && to === -1 ? [0, 65535] : [from, to];
  return {
    box: [ofProtocol, ['port', range(ports, low, high)]],
    protocol: name,
    ports: low === 0 && high === 65535 ? 'all' : low === high ? String(low) : `${low}-${high}`,
  };
}

function readProtocol(protocol: string): number | undefined {
  return /^\d{1,3}$/.test(protocol) && Number(protocol) <= 255 ? Number(protocol) : undefined;
}

function range(universe: Universe, low: number, high: number): Constraint {
  const intervals = [{ low: BigInt(low), high: BigInt(high) }];
  return { values: { kind: 'range', intervals, negated: false, universe } };
}
