import { BoundedMemo } from '../plan/bounded-memo';
import type { Json } from '../plan/json';
import type { Box } from './box';
import { addresses, parseCidr } from './cidr';
import { opaque, type Constraint } from './constraint';
import { exactly } from './glob';
import { readTraffic } from './protocols';
import type { AccessRule } from './rule';

export type Direction = 'ingress' | 'egress';

/** The other end of a connection. */
export interface Peer {
  readonly kind: 'cidr' | 'group' | 'prefix list' | 'unknown';
  readonly id: string;
}

/**
 * A security group rule for one peer, with the columns of its table; undefined when it cannot be read.
 *
 * A peer that is a group or a prefix list may have any address, so only all addresses cover it.
 */
export function groupRule(
  address: string,
  group: string,
  direction: Direction,
  protocol: Json | undefined,
  from: Json | undefined,
  to: Json | undefined,
  peer: Peer,
): AccessRule | undefined {
  const [low, high] = [port(from), port(to)];
  const traffic =
    (typeof protocol === 'string' || typeof protocol === 'number') &&
    low !== undefined &&
    high !== undefined
      ? readTraffic(String(protocol), low, high)
      : undefined;
  const ofPeer = peerProperty(peer);
  if (traffic === undefined || ofPeer === undefined) {
    return undefined;
  }
  const box: Box = [['direction', member(direction)], ...traffic.box, ofPeer];
  const columns = {
    group,
    direction,
    protocol: traffic.protocol,
    ports: traffic.ports,
    peer: isUnknownPeer(peer.id) ? '(known after apply)' : peer.id,
  };
  return {
    kind: 'security-group',
    address,
    effect: 'Allow',
    box,
    key: JSON.stringify([...Object.values(columns).slice(1), peer.id]),
    columns,
    doubts: isUnknownPeer(peer.id) ? ['a peer that is known only after apply'] : [],
  };
}

function isUnknownPeer(id: string): boolean {
  return id.startsWith('(known after apply)');
}

/** The provider leaves ports out, or writes null, where a protocol has none. */
function port(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) {
    return -1;
  }
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function peerProperty({ kind, id }: Peer): readonly [string, Constraint] | undefined {
  if (isUnknownPeer(id)) {
    return [`peer ${id}`, opaque()];
  }
  if (kind !== 'cidr') {
    return [`${kind} ${id}`, member('member')];
  }
  const block = blocks.get(id, () => {
    const interval = parseCidr(id);
    return interval === undefined
      ? null
      : { values: { kind: 'range', intervals: [interval], negated: false, universe: addresses } };
  });
  return block === null ? undefined : ['address', block];
}

/** One object each, like `members`; null for what is no block of addresses. */
const blocks = new BoundedMemo<Constraint | null>(20_000);

function member(text: 'member' | Direction): Constraint {
  return members[text];
}

/** One object each, so that a thousand rules that demand the same are seen to. */
const members = { member: only('member'), ingress: only('ingress'), egress: only('egress') };

function only(text: string): Constraint {
  const of = text === 'member' ? ['member', 'stranger'] : ['ingress', 'egress'];
  return { values: { kind: 'text', globs: [exactly(text)], negated: false, of } };
}
