import type { AccessChange } from '../../model';
import { isList, isObject, type Json } from '../../plan/json';
import { addresses, parseCidr } from '../cidr';
import { opaque } from '../constraint';
import { unknownValue, type PlanView, type Resource, type Side } from '../../plan/plan-view';
import type { AccessRule } from '../rule';
import type { RuleSets } from '../rule-sets';

const gateway = 'aws_internet_gateway';
const tables = ['aws_route_table', 'aws_default_route_table'];
const sides: readonly Side[] = ['before', 'after'];

/** Routes to an internet gateway: they make the subnets of a route table public. */
export function collectRoutes(view: PlanView, rules: RuleSets): AccessChange[] {
  const open = { before: new Set<string>(), after: new Set<string>() };
  for (const resource of view.resources) {
    for (const side of sides) {
      for (const { table, destination } of routesOf(view, resource, side)) {
        open[side].add(table);
        rules.add(side, table, routeRule(resource.address, destination));
      }
    }
  }
  return view.resources.flatMap((resource) => associationChange(view, resource, open));
}

interface Route {
  readonly table: string;
  readonly destination: string;
}

const destinations = [
  'destination_cidr_block',
  'destination_ipv6_cidr_block',
  'destination_prefix_list_id',
];
const inlineDestinations = ['cidr_block', 'ipv6_cidr_block', 'destination_prefix_list_id'];

function routesOf(view: PlanView, resource: Resource, side: Side): Route[] {
  const values = resource[side];
  if (values === undefined) {
    return [];
  }
  if (resource.type === 'aws_route') {
    const target = view.target(resource, side, 'gateway_id', gateway);
    const table = view.target(resource, side, 'route_table_id', tables) ?? resource.address;
    return isGateway(view, target)
      ? [{ table, destination: destinationIn(values, destinations) }]
      : [];
  }
  if (!tables.includes(resource.type) || !view.isConfigured(resource, 'route')) {
    return [];
  }
  const routes = values['route'];
  const referenced = view.value(resource, side, 'route') === unknownValue;
  return (isList(routes) ? routes : []).filter(isObject).flatMap((route) => {
    const id = route['gateway_id'];
    const target =
      typeof id === 'string' && id !== ''
        ? view.named(id, gateway)
        : referenced
          ? view.referenced(resource, 'route', gateway)
          : undefined;
    return isGateway(view, target)
      ? [{ table: resource.address, destination: destinationIn(route, inlineDestinations) }]
      : [];
  });
}

function isGateway(view: PlanView, target: string | undefined): boolean {
  return target !== undefined && (target.startsWith('igw-') || view.find(target)?.type === gateway);
}

function destinationIn(
  values: Readonly<Record<string, Json>>,
  attributes: readonly string[],
): string {
  const found = attributes
    .map((attribute) => values[attribute])
    .find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : '(known after apply)';
}

function routeRule(address: string, destination: string): AccessRule {
  const interval = parseCidr(destination);
  return {
    kind: 'exposure',
    address,
    effect: 'Allow',
    box: [
      interval === undefined
        ? [`destination ${destination}`, opaque()]
        : [
            'destination',
            {
              values: { kind: 'range', intervals: [interval], negated: false, universe: addresses },
            },
          ],
    ],
    key: destination,
    columns: { setting: 'route to an internet gateway', value: destination },
    doubts: interval === undefined ? [`the destination ${destination}`] : [],
  };
}

/** A subnet that gets another route table may become public. */
function associationChange(
  view: PlanView,
  resource: Resource,
  open: Readonly<Record<Side, ReadonlySet<string>>>,
): AccessChange[] {
  if (resource.type !== 'aws_route_table_association') {
    return [];
  }
  const table = (side: Side): string | undefined =>
    resource[side] === undefined
      ? undefined
      : view.target(resource, side, 'route_table_id', tables);
  const [before, after] = [table('before'), table('after')];
  if (before === after) {
    return [];
  }
  const wasOpen = before !== undefined && open.before.has(before);
  const isOpen = after !== undefined && open.after.has(after);
  const seen = after === undefined || view.exists(after, 'after') !== undefined;
  if (wasOpen === isOpen && seen) {
    return [];
  }
  const columns = (value: string | undefined) =>
    value === undefined ? undefined : { setting: 'route table of a subnet', value };
  const row = { before: columns(before), after: columns(after) };
  return [
    {
      kind: 'exposure',
      address: resource.address,
      direction: isOpen || !seen ? 'widened' : 'narrowed',
      decided: isOpen || seen,
      why: isOpen
        ? 'Opened: the new route table leads to an internet gateway.'
        : seen
          ? 'Closed: the route table that led to an internet gateway is no longer used.'
          : 'Cannot tell whether more is allowed: the routes of the new table are not in the plan.',
      before: row.before,
      after: row.after,
    },
  ];
}
