import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { World, WorldResource } from '../plan/world';
import { type Amount, type Bill, type Pricer, sum, type Unpriced } from './amount';
import { HOURS_PER_MONTH, type RegionPrices } from './catalogue';

/** Prices Auto Scaling groups by their launch template: hosts, root volumes, public addresses, detailed monitoring. */
export const hostPrices: Pricer = (world, prices): Bill =>
  sum(world.ofType('aws_autoscaling_group').map((group) => groupBill(world, group, prices)));

function groupBill(world: World, group: WorldResource, prices: RegionPrices): Bill {
  const count = number(group.values['desired_capacity']) ?? number(group.values['min_size']);
  const mixed = group.values['mixed_instances_policy'];
  if (isList(mixed) && mixed.length > 0) {
    return nothing(group, 'which types it runs, and at which Spot price, AWS decides');
  }
  const [template, ...more] = world.referredBy(group, 'launch_template', 'aws_launch_template');
  if (template === undefined || more.length > 0) {
    return nothing(group, 'its launch template is not in this plan');
  }
  if (count === undefined) {
    return nothing(group, 'how many hosts it has is known after apply');
  }
  return sum([
    instances(group, template, count, prices),
    volumes(group, template, count, prices),
    addresses(world, group, template, count, prices),
    monitoring(group, template, count, prices),
  ]);
}

function instances(
  group: WorldResource,
  template: WorldResource,
  count: number,
  prices: RegionPrices,
): Bill {
  const type = template.values['instance_type'];
  if (typeof type !== 'string') {
    return nothing(group, 'its instance type is known after apply');
  }
  const market = first(template.values['instance_market_options']);
  if (market?.['market_type'] === 'spot') {
    return nothing(group, `the Spot price of ${type} changes all the time`);
  }
  const price = Object.hasOwn(prices.instancesPerHour, type)
    ? prices.instancesPerHour[type]
    : undefined;
  if (price === undefined) {
    return nothing(group, `the catalogue has no price of ${type}`);
  }
  return one(group, 'instances', `${count} × ${type}, on demand`, count * price * HOURS_PER_MONTH);
}

function volumes(
  group: WorldResource,
  template: WorldResource,
  count: number,
  prices: RegionPrices,
): Bill {
  const mappings = template.values['block_device_mappings'];
  const disks = (isList(mappings) ? mappings : []).flatMap((mapping) =>
    isObject(mapping) && isList(mapping['ebs']) ? mapping['ebs'].filter(isObject) : [],
  );
  if (disks.length === 0) {
    return unpriced(`volumes of ${group.address}`, 'their size is that of the machine image');
  }
  return sum(disks.map((disk, index) => volume(group, disk, index, count, prices)));
}

function volume(
  group: WorldResource,
  disk: JsonObject,
  index: number,
  count: number,
  prices: RegionPrices,
): Bill {
  const size = number(disk['volume_size']);
  const kind = disk['volume_type'];
  const reason = `volumes ${index}`;
  if (size === undefined) {
    return unpriced(`volumes of ${group.address}`, 'their size is that of the machine image');
  }
  const what = `${count} × ${size} GiB ${String(kind)}`;
  if (kind === 'gp2') {
    return one(group, reason, what, count * size * prices.gp2PerGiBMonth);
  }
  if (kind !== 'gp3') {
    return unpriced(`volumes of ${group.address}`, `the catalogue has no price of ${String(kind)}`);
  }
  const iops = Math.max(0, (number(disk['iops']) ?? 3000) - 3000);
  const throughput = Math.max(0, (number(disk['throughput']) ?? 125) - 125);
  const each =
    size * prices.gp3PerGiBMonth +
    iops * prices.gp3PerIopsMonthAbove3000 +
    throughput * prices.gp3PerMiBpsMonthAbove125;
  return one(group, reason, what, count * each);
}

/** Since 2024 every public IPv4 address costs, in use or not. */
function addresses(
  world: World,
  group: WorldResource,
  template: WorldResource,
  count: number,
  prices: RegionPrices,
): Bill {
  const own = first(template.values['network_interfaces'])?.['associate_public_ip_address'];
  const isPublic = truth(own) ?? subnetsArePublic(world, group);
  if (isPublic === undefined) {
    return unpriced(
      `public IPv4 addresses of ${group.address}`,
      'whether its subnets give them is not in this plan',
    );
  }
  if (!isPublic) {
    return { amounts: [], unpriced: [] };
  }
  const monthly = count * prices.publicIpv4PerHour * HOURS_PER_MONTH;
  return one(group, 'addresses', `${count} × public IPv4 address`, monthly);
}

function subnetsArePublic(world: World, group: WorldResource): boolean | undefined {
  const answers = world
    .referredBy(group, 'vpc_zone_identifier', 'aws_subnet')
    .map(({ values }) => truth(values['map_public_ip_on_launch']));
  const [answer] = answers;
  return answers.every((other) => other === answer) ? answer : undefined;
}

function monitoring(
  group: WorldResource,
  template: WorldResource,
  count: number,
  prices: RegionPrices,
): Bill {
  if (truth(first(template.values['monitoring'])?.['enabled']) !== true) {
    return { amounts: [], unpriced: [] };
  }
  const monthly = count * prices.detailedMonitoringPerInstanceMonth;
  return one(group, 'monitoring', `${count} × detailed monitoring`, monthly);
}

function one(group: WorldResource, reason: string, what: string, monthly: number): Bill {
  const amount: Amount = { address: group.address, reason, what, monthly };
  return { amounts: [amount], unpriced: [] };
}

function nothing(group: WorldResource, why: string): Bill {
  return unpriced(`hosts of ${group.address}`, why);
}

function unpriced(what: string, why: string): Bill {
  const entry: Unpriced = { what, why };
  return { amounts: [], unpriced: [entry] };
}

/** Blocks are lists in plan JSON, also where there can be only one. */
function first(block: Json | undefined): JsonObject | undefined {
  const [only] = isList(block) ? block : [];
  return isObject(only) ? only : undefined;
}

/** The provider keeps some numbers and booleans as text. */
function number(value: Json | undefined): number | undefined {
  const text = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof text === 'number' && Number.isFinite(text) ? text : undefined;
}

function truth(value: Json | undefined): boolean | undefined {
  if (value === true || value === 'true') {
    return true;
  }
  return value === false || value === 'false' ? false : undefined;
}
