import { type Amount, type Bill, type Pricer } from './amount';
import { HOURS_PER_MONTH, type RegionPrices } from './catalogue';
import { isList, isObject } from '../plan/json';
import type { World, WorldResource } from '../plan/world';

interface FixedPrice {
  readonly what: string;
  readonly monthly: (prices: RegionPrices, resource: WorldResource) => number;
}

const perHour =
  (price: (prices: RegionPrices) => number): FixedPrice['monthly'] =>
  (prices) =>
    price(prices) * HOURS_PER_MONTH;

const loadBalancer: FixedPrice = {
  what: 'load balancer',
  monthly: (prices, { values }) =>
    HOURS_PER_MONTH *
    (values['load_balancer_type'] === 'network'
      ? prices.networkLoadBalancerPerHour
      : prices.applicationLoadBalancerPerHour),
};

/** Types that cost the same every month, whatever they do. */
const FIXED: Readonly<Record<string, FixedPrice>> = {
  aws_eip: { what: 'public IPv4 address', monthly: perHour((prices) => prices.publicIpv4PerHour) },
  aws_nat_gateway: { what: 'NAT gateway', monthly: perHour((prices) => prices.natGatewayPerHour) },
  aws_kms_key: { what: 'KMS key', monthly: (prices) => prices.kmsKeyMonth },
  aws_secretsmanager_secret: { what: 'secret', monthly: (prices) => prices.secretMonth },
  aws_cloudwatch_metric_alarm: { what: 'alarm', monthly: (prices) => prices.alarmMonth },
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
};

/** What the use of a type costs, which no plan tells. */
const BY_USE: Readonly<Record<string, { readonly what: string; readonly why: string }>> = {
  aws_nat_gateway: { what: 'data through NAT gateways', why: 'depends on the traffic' },
  aws_lb: { what: 'load balancer capacity units', why: 'depend on the traffic' },
  aws_alb: { what: 'load balancer capacity units', why: 'depend on the traffic' },
  aws_ecr_repository: { what: 'image storage in ECR', why: 'depends on the images' },
  aws_cloudwatch_log_group: { what: 'log lines', why: 'depend on what is written and kept' },
  aws_kms_key: { what: 'KMS requests', why: 'depend on use' },
  aws_s3_bucket: { what: 'S3 storage and requests', why: 'depend on use' },
  aws_instance: { what: 'data transfer', why: 'depends on the traffic' },
  aws_autoscaling_group: { what: 'data transfer', why: 'depends on the traffic' },
  aws_efs_file_system: { what: 'EFS storage', why: 'depends on what is kept' },
};

/** Prices what has a price of its own, and names what depends on use. */
export const fixedPrices: Pricer = (world, prices): Bill => {
  const amounts = world.resources.flatMap((resource): Amount[] => {
    const fixed = own(FIXED, resource.type);
    if (fixed === undefined) {
      return [];
    }
    const monthly = fixed.monthly(prices, resource);
    return [{ address: resource.address, reason: 'own', what: fixed.what, monthly }];
  });
  const addresses = [...world.ofType('aws_lb'), ...world.ofType('aws_alb')].flatMap(
    addressesOf(world, prices),
  );
  const endpoints = world.ofType('aws_vpc_endpoint').flatMap(endpointAmount(prices));
  const types = new Set(world.resources.map(({ type }) => type));
  const unpriced = [...types].sort().flatMap((type) => own(BY_USE, type) ?? []);
  const insights = world.ofType('aws_ecs_cluster').some(hasContainerInsights)
    ? [{ what: 'Container Insights', why: 'depends on the number of tasks and metrics' }]
    : [];
  return {
    amounts: [...amounts, ...addresses, ...endpoints],
    unpriced: [...unpriced, ...insights],
  };
};

/**
 * A load balancer that faces the internet has a public IPv4 address in every subnet. An address that the user gave it is
 * priced where it is made.
 */
function addressesOf(
  world: World,
  prices: RegionPrices,
): (loadBalancer: WorldResource) => readonly Amount[] {
  return (loadBalancer) => {
    const { address, values } = loadBalancer;
    const isPrivate = values['internal'] === true || values['load_balancer_type'] === 'gateway';
    if (isPrivate || values['ip_address_type'] === 'dualstack-without-public-ipv4') {
      return [];
    }
    const all = subnetsOf(world, loadBalancer);
    if (all === 0) {
      return [];
    }
    const monthly = all * prices.publicIpv4PerHour * HOURS_PER_MONTH;
    return [{ address, reason: 'addresses', what: `${all} × public IPv4 address`, monthly }];
  };
}

/** Subnets where AWS gives the address. What is known after the apply only is counted by what it refers to. */
function subnetsOf(world: World, loadBalancer: WorldResource): number {
  const { subnets, subnet_mapping: mappings } = loadBalancer.values;
  if (isList(mappings) && mappings.length > 0) {
    return mappings.filter((mapping) => isObject(mapping) && !mapping['allocation_id']).length;
  }
  return isList(subnets)
    ? subnets.length
    : world.referredBy(loadBalancer, 'subnets', 'aws_subnet').length;
}

/** An interface endpoint is charged for every subnet; a gateway endpoint costs nothing. */
function endpointAmount(prices: RegionPrices): (endpoint: WorldResource) => readonly Amount[] {
  return ({ address, values }) => {
    if (values['vpc_endpoint_type'] !== 'Interface') {
      return [];
    }
    const subnets = Array.isArray(values['subnet_ids']) ? values['subnet_ids'].length : 1;
    const monthly = subnets * prices.interfaceEndpointPerHour * HOURS_PER_MONTH;
    return [{ address, reason: 'own', what: `interface endpoint in ${subnets} AZs`, monthly }];
  };
}

function hasContainerInsights({ values }: WorldResource): boolean {
  const settings = Array.isArray(values['setting']) ? values['setting'] : [];
  return settings.some(
    (setting: { readonly name?: unknown; readonly value?: unknown }) =>
      setting.name === 'containerInsights' && setting.value !== 'disabled',
  );
}

function own<T>(table: Readonly<Record<string, T>>, type: string): T | undefined {
  return Object.hasOwn(table, type) ? table[type] : undefined;
}
