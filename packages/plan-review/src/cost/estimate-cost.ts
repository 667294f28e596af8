import { originOf } from '../changes/review-changes';
import type { ConstructOrigin, CostReview, ResourceCost } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { byText } from '../plan/text-order';
import { World } from '../plan/world';
import { type Amount, type Bill, sum } from './amount';
import { PRICES_OF, pricesOf } from './catalogue';
import { notPriced } from './chargeable';
import { fixedPrices } from './fixed-prices';
import { hostPrices } from './hosts';
import { instancePrices } from './instances';
import { regionOf } from './region';

const PRICERS = [hostPrices, instancePrices, fixedPrices];

/**
 * What the plan costs per month, before and after: only what the catalogue has a price of; the rest is named.
 *
 * @see https://aws.amazon.com/ec2/pricing/on-demand/
 */
export function estimateCost(
  plan: PlanJson,
  origins: Readonly<Record<string, ConstructOrigin>> = {},
  found = regionOf(plan),
): CostReview {
  const region = 'name' in found ? found.name : undefined;
  const prices = region === undefined ? undefined : pricesOf(region);
  const base = {
    currency: 'USD',
    pricesOf: PRICES_OF,
    region,
  } as const;
  const worlds = [World.before(plan), World.after(plan)] as const;
  if (prices === undefined) {
    const isOfAws = worlds.some(({ resources }) =>
      resources.some(({ type }) => type.startsWith('aws_')),
    );
    const why = 'why' in found ? found.why : `the catalogue has no prices of ${found.name}`;
    const unpriced = isOfAws
      ? [{ what: 'everything', why }]
      : notPriced(worlds[1], 'the catalogue has prices of AWS only');
    return { ...base, resources: [], unpriced };
  }
  const [before, after] = worlds.map((world) =>
    sum(PRICERS.map((price) => price(world, prices))),
  ) as [Bill, Bill];
  const forgotten = (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.includes('forget'))
    .map(({ address }) => ({ what: address, why: 'forgotten: it stays and is billed' }));
  return {
    ...base,
    monthlyBefore: total(before),
    monthlyAfter: total(after),
    resources: merge(before, after, origins),
    unpriced: distinct([...after.unpriced, ...notPriced(worlds[1]), ...forgotten]),
  };
}

function merge(
  before: Bill,
  after: Bill,
  origins: Readonly<Record<string, ConstructOrigin>>,
): readonly ResourceCost[] {
  const key = ({ address, reason }: Amount): string => `${address} ${reason}`;
  const earlier = new Map(before.amounts.map((amount) => [key(amount), amount]));
  const later = new Map(after.amounts.map((amount) => [key(amount), amount]));
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((name): ResourceCost => {
      const [was, is] = [earlier.get(name), later.get(name)];
      const { address, what } = (is ?? was) as Amount;
      const path = originOf(address, origins).construct?.path;
      return {
        address,
        constructPath: path,
        what,
        ...(was === undefined ? {} : { monthlyBefore: cents(was.monthly) }),
        ...(is === undefined ? {} : { monthlyAfter: cents(is.monthly) }),
      };
    })
    .sort((left, right) => largest(right) - largest(left) || byText(left.address, right.address));
}

function largest({ monthlyBefore = 0, monthlyAfter = 0 }: ResourceCost): number {
  return Math.max(monthlyBefore, monthlyAfter);
}

function total({ amounts }: Bill): number {
  return cents(amounts.reduce((all, { monthly }) => all + monthly, 0));
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

function distinct(entries: Bill['unpriced']): Bill['unpriced'] {
  return [...new Map(entries.map((entry) => [`${entry.what} ${entry.why}`, entry])).values()];
}
