import { catalogue } from './prices';

/** Prices of one region in US dollars. */
export interface RegionPrices {
  readonly instancesPerHour: Readonly<Record<string, number>>;
  readonly gp3PerGiBMonth: number;
  readonly gp3PerIopsMonthAbove3000: number;
  readonly gp3PerMiBpsMonthAbove125: number;
  readonly gp2PerGiBMonth: number;
  readonly publicIpv4PerHour: number;
  readonly natGatewayPerHour: number;
  readonly interfaceEndpointPerHour: number;
  readonly applicationLoadBalancerPerHour: number;
  readonly networkLoadBalancerPerHour: number;
  readonly detailedMonitoringPerInstanceMonth: number;
  readonly kmsKeyMonth: number;
  readonly secretMonth: number;
  readonly alarmMonth: number;
}

/** Date of the prices, ISO 8601. */
export const PRICES_OF = catalogue.pricesOf;

export const HOURS_PER_MONTH = catalogue.hoursPerMonth;

/** The prices of a region, when the catalogue has them. */
export function pricesOf(region: string): RegionPrices | undefined {
  const regions: Readonly<Record<string, RegionPrices | { readonly sameAs: string }>> =
    catalogue.regions;
  const found = Object.hasOwn(regions, region) ? regions[region] : undefined;
  if (found === undefined) {
    return undefined;
  }
  return 'sameAs' in found ? pricesOf(found.sameAs) : found;
}
