import type { Json } from '../../plan/json';
import type { World, WorldResource } from '../../plan/world';
import { parseCidr } from '../../security/cidr';
import { difference, union } from '../../security/ranges';
import { blocks, texts } from '../rule';

/** Half of all addresses of IPv4, and what of IPv6 is routed on the internet: who opens more opens to everybody. */
const HALF = 1n << 31n;
const GLOBAL_UNICAST = parseCidr('2000::/3');
const LAST_PORT = 65_535;

/** One rule of a security group, however it is written. */
export interface PortRule {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly ranges: readonly string[];
}

/** The types that hold rules of a direction. */
export const INGRESS_TYPES = [
  'aws_vpc_security_group_ingress_rule',
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
];
export const EGRESS_TYPES = [
  'aws_vpc_security_group_egress_rule',
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
];

type Direction = 'ingress' | 'egress';

/** The rules that a resource makes in one direction, inline ones included. */
export function rulesOf(
  resource: WorldResource,
  direction: Direction,
  world: World,
): readonly PortRule[] {
  const read = rulesRead.get(resource) ?? {};
  rulesRead.set(resource, read);
  return (read[direction] ??= readRules(resource, direction, world));
}

/** Five rules ask for them; a resource is of one world. */
const rulesRead = new WeakMap<WorldResource, Partial<Record<Direction, readonly PortRule[]>>>();

function readRules(
  resource: WorldResource,
  direction: Direction,
  world: World,
): readonly PortRule[] {
  const { type, values } = resource;
  if (type === 'aws_security_group' || type === 'aws_default_security_group') {
    // After a refresh a group repeats the rules that are resources of their own; those are judged where they are made.
    const elsewhere = new Set(rulesElsewhere(resource, direction, world).map(textOf));
    return inlineRules(values[direction]).filter((rule) => !elsewhere.has(textOf(rule)));
  }
  if (type === 'aws_security_group_rule') {
    return values['type'] === direction ? [withCidrBlocks(values)] : [];
  }
  if (type !== `aws_vpc_security_group_${direction}_rule`) {
    return [];
  }
  const ranges = [...texts(values['cidr_ipv4']), ...texts(values['cidr_ipv6'])];
  return [{ ...ports(values['ip_protocol'], values['from_port'], values['to_port']), ranges }];
}

/** The rules of a group that are resources of their own. */
export function rulesElsewhere(
  group: WorldResource,
  direction: Direction,
  world: World,
): readonly PortRule[] {
  return [`aws_vpc_security_group_${direction}_rule`, 'aws_security_group_rule']
    .flatMap((type) => world.referring(group, 'security_group_id', type))
    .flatMap((rule) => rulesOf(rule, direction, world));
}

/** Whether a rule is for the whole internet, also in halves. */
export function isForAll(rule: PortRule): boolean {
  const known = forAll.get(rule) ?? coversTheInternet(rule);
  forAll.set(rule, known);
  return known;
}

const forAll = new WeakMap<PortRule, boolean>();

function coversTheInternet({ ranges }: PortRule): boolean {
  if (ranges.length === 0) {
    return false;
  }
  const open = union(ranges.map(parseCidr).filter((range) => range !== undefined));
  const ipv4 = open
    .filter(({ high }) => high < 1n << 32n)
    .reduce((sum, { low, high }) => sum + high - low + 1n, 0n);
  const missing = GLOBAL_UNICAST === undefined ? [] : difference([GLOBAL_UNICAST], open);
  return ipv4 >= HALF || missing.length === 0;
}

/** `80/tcp`, `80-90/tcp`, `all`: how a finding names what is open. */
export function portsOf({ protocol, from, to }: PortRule): string {
  if (protocol === '-1') {
    return 'all';
  }
  const range = from === to ? String(from) : `${from}-${to}`;
  return isIcmp(protocol) ? protocol : `${range}/${protocol}`;
}

/** The same in a sentence, with its verb. */
export function portsInWords({ protocol, from, to }: PortRule): string {
  if (protocol === '-1') {
    return 'Every port is';
  }
  if (isIcmp(protocol)) {
    return 'ICMP is';
  }
  return from === to ? `Port ${from} is` : `The ports ${from} to ${to} are`;
}

/** Whether rules together leave no port of TCP out, although none of them says so. */
export function coverAllPorts(rules: readonly PortRule[]): boolean {
  let next = 1;
  const sorted = rules
    .filter(({ protocol }) => protocol === 'tcp' || protocol === '-1')
    .sort((left, right) => left.from - right.from);
  for (const { from, to } of sorted) {
    if (from > next) {
      return false;
    }
    next = Math.max(next, to + 1);
  }
  return next > LAST_PORT;
}

function inlineRules(value: Json | undefined): readonly PortRule[] {
  return blocks(value).map(withCidrBlocks);
}

function withCidrBlocks(rule: Readonly<Record<string, Json | undefined>>): PortRule {
  return {
    ...ports(rule['protocol'], rule['from_port'], rule['to_port']),
    ranges: [...texts(rule['cidr_blocks']), ...texts(rule['ipv6_cidr_blocks'])],
  };
}

/** Protocols by number, as plans of old modules have them. */
const NAMES: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', all: '-1' };

function ports(protocol: unknown, from: unknown, to: unknown): Omit<PortRule, 'ranges'> {
  const name = String(protocol ?? '-1').toLowerCase();
  const known = Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name;
  if (known === '-1' || typeof from !== 'number' || typeof to !== 'number') {
    return { protocol: known, from: 0, to: LAST_PORT };
  }
  return { protocol: known, from, to };
}

function isIcmp(protocol: string): boolean {
  return protocol.startsWith('icmp');
}

function textOf({ protocol, from, to, ranges }: PortRule): string {
  return JSON.stringify([protocol, from, to, [...ranges].sort()]);
}
