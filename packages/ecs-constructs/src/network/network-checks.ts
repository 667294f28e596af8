import type { Construct } from 'constructs';
import { AwsEnvironment } from '../support/aws-environment';
import { describeProblem, isKnown, misuse } from '../support/validation';
import { parseCidr } from './cidr';
import type { NetworkProps } from './network';
import { VPC_ENDPOINT_TARGETS } from './vpc-endpoints';

/** Every network is cut into 16 parts: up to 16 zones, and most ranges stay free for what comes later. */
export const SUBNET_BITS = 4;

const LETTERS = 'abcdefghijklmnop';

/** Which part of the network's range a zone gets. */
export interface ZoneSlot {
  readonly zone: string;
  readonly slot: number;
  /** True when the slot belongs to the zone, false when it is the zone's position in the list. */
  readonly isStable: boolean;
}

/**
 * A zone's slot is its last letter, whatever the other zones are: a list that changes must not move the subnets of zones
 * that stay, because hosts use them. With a name that is not known yet, all slots are positions: the two never mix.
 */
export function zoneSlots(scope: Construct, zones: readonly string[]): readonly ZoneSlot[] {
  if (!zones.every((zone) => isKnown(zone))) {
    return zones.map((zone, slot) => ({ zone, slot, isStable: false }));
  }
  const slots = zones.map((zone) => ({ zone, slot: slotOf(scope, zone), isStable: true }));
  for (const [index, { zone, slot }] of slots.entries()) {
    const other = slots.slice(0, index).find((earlier) => earlier.slot === slot);
    if (other === undefined) {
      continue;
    }
    throw misuse(scope, {
      what: "the last letter of an availability zone's name picks its range, so it must differ from zone to zone",
      got: `${other.zone} and ${zone}`,
      fix: 'Put one of them into a Network of its own, or adopt subnets with Network.fromAttributes.',
    });
  }
  return slots;
}

function slotOf(scope: Construct, zone: string): number {
  const slot = LETTERS.indexOf(zone.slice(-1));
  if (zone !== '' && slot !== -1) {
    return slot;
  }
  throw misuse(scope, {
    what: "the last letter of an availability zone's name picks its range and must be a to p",
    got: JSON.stringify(zone),
    fix: 'Name a zone such as eu-west-1a, or adopt subnets with Network.fromAttributes.',
  });
}

/** Requires one to sixteen zones, none of them twice. */
export function requireZones(scope: Construct, zones: readonly string[]): void {
  if (zones.length === 0 || zones.length > 2 ** SUBNET_BITS) {
    throw misuse(scope, {
      what: `availabilityZones must name 1 to ${2 ** SUBNET_BITS} zones`,
      got: zones.length,
      fix: "Name the zones, for example ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'].",
    });
  }
  const known = zones.filter((zone) => isKnown(zone));
  const twice = known.find((zone, index) => known.indexOf(zone) !== index);
  if (twice === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'every availability zone gets one subnet and may be named once',
    got: `${twice} more than once in [${known.join(', ')}]`,
    fix: 'Remove the repeated zone or name another one.',
  });
}

/** Region of a zone by its name: `eu-west-1a`, `us-west-2-lax-1a`, `us-east-1-wl1-bos-wlz-1`. */
function regionOf(zone: string): string | undefined {
  return /^([a-z]{2,}(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z0-9-]+)$/.exec(zone)?.[1];
}

/**
 * What is wrong with zones that lie somewhere else than the rest of the stack. Asked when the stack is synthesized: its
 * provider may come after the network.
 */
export function zoneProblems(scope: Construct, zones: readonly string[]): readonly string[] {
  const { knownRegion } = AwsEnvironment.of(scope);
  const located = zones.flatMap((zone) => {
    const region = isKnown(zone) ? regionOf(zone) : undefined;
    return region === undefined ? [] : [{ zone, region }];
  });
  const region = knownRegion ?? located[0]?.region;
  const stranger = located.find((one) => one.region !== region);
  if (stranger === undefined) {
    return [];
  }
  return [
    describeProblem({
      what:
        knownRegion === undefined
          ? 'all availability zones of a network are in one region'
          : `availability zones are in the region of the provider, ${region}`,
      got: zones.join(', '),
      fix: `Name zones such as ${region}a, or change the region of the provider.`,
    }),
  ];
}

/** Requires an IPv4 range that can be cut into a subnet for every zone. */
export function requireRange(scope: Construct, cidrBlock: string): void {
  if (!isKnown(cidrBlock)) {
    return;
  }
  const range = parseCidr(cidrBlock);
  if (range !== undefined && range.prefix >= 16 && range.prefix <= 24) {
    requireUnicast(scope, cidrBlock, range.address);
    return;
  }
  throw misuse(scope, {
    what: 'cidrBlock must be an IPv4 range of /16 to /24 that starts on its own boundary',
    got: JSON.stringify(cidrBlock),
    fix: 'Use a private range, for example 10.0.0.0/16.',
  });
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
function requireUnicast(scope: Construct, cidrBlock: string, address: number): void {
  const [first, second] = [Math.floor(address / 2 ** 24), Math.floor(address / 2 ** 16) % 256];
  const isLinkLocal = first === 169 && second === 254;
  const isMulticast = first >= 224 && first <= 239;
  if (first !== 127 && !isLinkLocal && !isMulticast) {
    return;
  }
  throw misuse(scope, {
    what: 'cidrBlock may not be of 127.0.0.0/8 (this host), 169.254.0.0/16 (this link) or 224.0.0.0/4 (multicast)',
    got: JSON.stringify(cidrBlock),
    fix: 'Use a private range, for example 10.0.0.0/16.',
  });
}

/** Private subnets have the upper half of the ranges, so that public ones stay where they are. */
export function privateSlot({ slot }: ZoneSlot): number {
  return slot + 2 ** SUBNET_BITS / 2;
}

/** Requires that what is asked for private hosts goes together, and is asked for private hosts only. */
export function requirePrivateOptions(scope: Construct, props: NetworkProps): void {
  const { hostSubnets = 'public', natGateways, natInstances, vpcEndpoints = [] } = props;
  const stranger = vpcEndpoints.find((target) => !VPC_ENDPOINT_TARGETS.includes(target));
  if (stranger !== undefined) {
    throw misuse(scope, {
      what: `vpcEndpoints are any of ${VPC_ENDPOINT_TARGETS.join(', ')}`,
      got: JSON.stringify(stranger),
      fix: 'Take it out, or make the endpoint with @cdktf/provider-aws/lib/vpc-endpoint.',
    });
  }
  if (hostSubnets === 'public') {
    const options = { natGateways, natInstances, vpcEndpoints: props.vpcEndpoints };
    const asked = Object.entries(options).find(([, value]) => value !== undefined);
    if (asked !== undefined) {
      throw misuse(scope, {
        what: `${asked[0]} is for hosts in private subnets; public ones reach the internet by themselves`,
        got: "hostSubnets 'public'",
        fix: `Set hostSubnets to 'private', or leave ${asked[0]} out.`,
      });
    }
    return;
  }
  requireRoomForPrivateSubnets(scope, props);
  requireNatInstances(scope, props);
  const missing = (['ecs', 'ecr'] as const).filter((target) => !vpcEndpoints.includes(target));
  if (natGateways === 'none' && missing.length > 0) {
    throw misuse(scope, {
      what: 'without a NAT gateway hosts need vpcEndpoints for ecs and ecr, or they never join the cluster and pull nothing',
      got: vpcEndpoints.length === 0 ? 'no vpcEndpoints' : vpcEndpoints.join(', '),
      fix: `Add ${missing.join(' and ')} to vpcEndpoints, and logs where tasks write logs.`,
    });
  }
}

/** Their image is one for Graviton, as the cheapest types are. */
function requireNatInstances(scope: Construct, { natInstances, natGateways }: NetworkProps): void {
  if (natInstances === undefined) {
    return;
  }
  if (natGateways === 'none') {
    throw misuse(scope, {
      what: 'natInstances stand where NAT gateways would',
      got: "natGateways 'none'",
      fix: "Set natGateways to 'one' or 'one-per-zone', or leave natInstances out.",
    });
  }
  const { instanceType } = natInstances;
  if (!isKnown(instanceType)) {
    return;
  }
  if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(instanceType) || !isGraviton(instanceType)) {
    throw misuse(scope, {
      what: 'natInstances.instanceType is a Graviton type, for which their image is made',
      got: JSON.stringify(instanceType),
      fix: 'Use t4g.nano, or c7gn.medium where much goes through.',
    });
  }
}

/** Graviton types carry a `g` behind the generation, but for the first one. */
function isGraviton(instanceType: string): boolean {
  return /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType);
}

function requireRoomForPrivateSubnets(scope: Construct, { availabilityZones }: NetworkProps): void {
  const most = 2 ** SUBNET_BITS / 2;
  const beyond = zoneSlots(scope, availabilityZones).find(({ slot }) => slot >= most);
  if (beyond === undefined) {
    return;
  }
  throw misuse(scope, {
    what: `private subnets have ranges for zones a to ${LETTERS[most - 1]}`,
    got: beyond.zone,
    fix: 'Take the zone out, or adopt subnets with Network.fromAttributes.',
  });
}
