import type { Construct } from 'constructs';
import { isKnown, misuse } from '../support/validation';
import { parseCidr } from './cidr';

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

/** Requires an IPv4 range that can be cut into a subnet for every zone. */
export function requireRange(scope: Construct, cidrBlock: string): void {
  if (!isKnown(cidrBlock)) {
    return;
  }
  const range = parseCidr(cidrBlock);
  if (range !== undefined && range.prefix >= 16 && range.prefix <= 24) {
    return;
  }
  throw misuse(scope, {
    what: 'cidrBlock must be an IPv4 range of /16 to /24 that starts on its own boundary',
    got: JSON.stringify(cidrBlock),
    fix: 'Use a private range, for example 10.0.0.0/16.',
  });
}
