import type { AccessChange } from '../../model';
import { holdsTrue, isList, isObject, type Json, type JsonObject } from '../../plan/json';
import { unknownValue, type PlanView, type Resource, type Side } from '../../plan/plan-view';
import type { AccessRule } from '../rule';
import type { RuleSets } from '../rule-sets';
import { groupRule, type Direction, type Peer } from '../group-rule';

const groupTypes = ['aws_security_group', 'aws_default_security_group'];
const directions: readonly Direction[] = ['ingress', 'egress'];

/** Puts every rule in the plan to its security group; gives rows for those nobody can read. */
export function collectSecurityGroups(view: PlanView, rules: RuleSets): AccessChange[] {
  return view.resources.flatMap((resource) => {
    switch (resource.type) {
      case 'aws_security_group':
      case 'aws_default_security_group':
        return directions.flatMap((direction) => inlineRules(view, rules, resource, direction));
      case 'aws_vpc_security_group_ingress_rule':
        return oneRule(view, rules, resource, () => 'ingress');
      case 'aws_vpc_security_group_egress_rule':
        return oneRule(view, rules, resource, () => 'egress');
      case 'aws_security_group_rule':
        return oneRule(view, rules, resource, (values) =>
          values['type'] === 'egress' ? 'egress' : 'ingress',
        );
      default:
        return [];
    }
  });
}

/** Attributes that name peers, in all three ways to write a rule. */
const peerAttributes: Readonly<Record<string, Peer['kind']>> = {
  cidr_ipv4: 'cidr',
  cidr_ipv6: 'cidr',
  cidr_blocks: 'cidr',
  ipv6_cidr_blocks: 'cidr',
  prefix_list_id: 'prefix list',
  prefix_list_ids: 'prefix list',
  referenced_security_group_id: 'group',
  source_security_group_id: 'group',
  security_groups: 'group',
};

function oneRule(
  view: PlanView,
  rules: RuleSets,
  resource: Resource,
  directionOf: (values: JsonObject) => Direction,
): AccessChange[] {
  const holderOn = (side: Side): string =>
    view.target(resource, side, 'security_group_id', groupTypes) ?? resource.address;
  const read = (side: Side, values: JsonObject): readonly AccessRule[] | undefined => {
    const known = (attribute: string): Json | undefined => {
      const value = view.value(resource, side, attribute);
      return value === unknownValue ? undefined : value;
    };
    const traffic = ['ip_protocol', 'protocol', 'from_port', 'to_port'];
    const isUnknown = traffic.some((name) => view.value(resource, side, name) === unknownValue);
    const holder = holderOn(side);
    const knownPeers: Peer[] = [
      ...peersOf(values, view),
      ...(known('self') === true ? [{ kind: 'group' as const, id: holder }] : []),
    ];
    // A rule has one kind of peer; the provider fills in the others, however the author leaves them out.
    const peers =
      knownPeers.length > 0 && !mixes(resource, side)
        ? knownPeers
        : [...knownPeers, ...unknownPeers(view, resource, side)];
    const protocol = known('ip_protocol') ?? known('protocol');
    const [from, to] = [known('from_port'), known('to_port')];
    return isUnknown || peers.length === 0
      ? undefined
      : readAll(peers, (peer) =>
          groupRule(resource.address, holder, directionOf(values), protocol, from, to, peer),
        );
  };
  const values = resource.after ?? resource.before ?? {};
  return addBothSides(rules, resource, holderOn, directionOf(values), read);
}

function inlineRules(
  view: PlanView,
  rules: RuleSets,
  resource: Resource,
  direction: Direction,
): AccessChange[] {
  // Without inline rules the provider fills the attribute with what rule resources made.
  if (!view.isConfigured(resource, direction)) {
    return [];
  }
  const holder = resource.address;
  const read = (side: Side): readonly AccessRule[] | undefined => {
    const value = resource[side]?.[direction];
    const tree = side === 'after' ? resource.unknown[direction] : undefined;
    const blocks = isList(value) ? value.filter(isObject) : [];
    return tree === true
      ? undefined
      : readAll(blocks, (block, index) => {
          const unknown = isList(tree) ? tree[index] : undefined;
          const peers: Peer[] = [
            ...peersOf(block, view),
            ...(block['self'] === true ? [{ kind: 'group' as const, id: holder }] : []),
            ...unknownInBlock(view, resource, direction, unknown, index),
          ];
          const { protocol, from_port: from, to_port: to } = block;
          const traffic = ['protocol', 'from_port', 'to_port'];
          return isObject(unknown) && traffic.some((name) => unknown[name] === true)
            ? undefined
            : readAll(peers, (peer) =>
                groupRule(holder, holder, direction, protocol, from, to, peer),
              );
        })?.flat();
  };
  return addBothSides(rules, resource, () => holder, direction, read);
}

/** Rules that are read on one side only say nothing about what comes or goes: then one row says so. */
function addBothSides(
  rules: RuleSets,
  resource: Resource,
  holderOn: (side: Side) => string,
  direction: Direction,
  read: (side: Side, values: JsonObject) => readonly AccessRule[] | undefined,
): AccessChange[] {
  const sides = (['before', 'after'] as const).flatMap((side) => {
    const values = resource[side];
    return values === undefined ? [] : [{ side, found: read(side, values) }];
  });
  if (sides.some(({ found }) => found === undefined)) {
    const group = holderOn(resource.after === undefined ? 'before' : 'after');
    return resource.after === undefined
      ? []
      : [undecidedRule(resource.address, group, direction, holdsTrue(resource.unknown))];
  }
  for (const { side, found = [] } of sides) {
    found.forEach((rule) => {
      rules.add(side, holderOn(side), rule);
    });
  }
  return [];
}

/** Lists of a classic rule may hold known and unknown peers; a group beside networks or the group itself is refused. */
function mixes({ type, unknown }: Resource, side: Side): boolean {
  return (
    side === 'after' &&
    type === 'aws_security_group_rule' &&
    ['cidr_blocks', 'ipv6_cidr_blocks', 'prefix_list_ids'].some((name) => holdsTrue(unknown[name]))
  );
}

function peersOf(values: JsonObject, view: PlanView): Peer[] {
  return Object.entries(peerAttributes).flatMap(([attribute, kind]) => {
    const value = values[attribute];
    return (isList(value) ? value : [value])
      .filter((id) => typeof id === 'string' && id !== '')
      .map((id) => ({
        kind,
        id:
          kind === 'group'
            ? view.named(String(id).replace(/^\d{12}\//, ''), groupTypes)
            : String(id),
      }));
  });
}

/** Peers that are known only after apply: what the author refers to, or something that equals nothing. */
function unknownPeers(view: PlanView, resource: Resource, side: Side): Peer[] {
  return Object.entries(peerAttributes)
    .filter(([attribute]) => view.value(resource, side, attribute) === unknownValue)
    .filter(([attribute]) => view.isConfigured(resource, attribute))
    .map(([attribute, kind]) => ({
      kind: kind === 'cidr' ? 'unknown' : kind,
      id:
        (kind === 'group' ? view.referenced(resource, attribute, groupTypes) : undefined) ??
        `(known after apply) ${resource.address}`,
    }));
}

/** Peers of one inline rule that are known only after apply. */
function unknownInBlock(
  view: PlanView,
  resource: Resource,
  direction: Direction,
  tree: Json | undefined,
  index: number,
): Peer[] {
  if (!isObject(tree)) {
    return [];
  }
  return Object.entries(peerAttributes)
    .filter(([attribute]) => holdsTrue(tree[attribute]))
    .map(([attribute, kind]) => ({
      kind: kind === 'cidr' ? 'unknown' : kind,
      id:
        (kind === 'group' ? view.referenced(resource, direction, groupTypes) : undefined) ??
        `(known after apply) ${resource.address} ${direction} ${index} ${attribute}`,
    }));
}

function readAll<Item, Result>(
  items: readonly Item[],
  read: (item: Item, index: number) => Result | undefined,
): Result[] | undefined {
  const results = items
    .map((item, index) => read(item, index))
    .filter((result) => result !== undefined);
  return results.length === items.length ? results : undefined;
}

function undecidedRule(
  address: string,
  group: string,
  direction: Direction,
  isUnknown: boolean,
): AccessChange {
  const text = isUnknown ? '(known after apply)' : '(not readable)';
  return {
    kind: 'security-group',
    address,
    direction: 'widened',
    decided: false,
    why: `Cannot tell whether more is allowed: ${direction} ${
      isUnknown ? 'is known only after apply' : 'cannot be read'
    }.`,
    after: { group, direction, protocol: text, ports: text, peer: text },
  };
}
