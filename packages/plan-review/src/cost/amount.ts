import type { World } from '../plan/world';
import type { RegionPrices } from './catalogue';

/** What one resource costs per month for one reason. */
export interface Amount {
  readonly address: string;
  /** Tells the amounts of one resource apart: `instances`, `volumes`. */
  readonly reason: string;
  readonly what: string;
  readonly monthly: number;
}

/** Something chargeable that has no price here. */
export interface Unpriced {
  readonly what: string;
  readonly why: string;
}

/** The prices of one side of the plan. */
export interface Bill {
  readonly amounts: readonly Amount[];
  readonly unpriced: readonly Unpriced[];
}

/** Finds what some types of resources cost. */
export type Pricer = (world: World, prices: RegionPrices) => Bill;

/** All bills in one. */
export function sum(bills: readonly Bill[]): Bill {
  return {
    amounts: bills.flatMap(({ amounts }) => amounts),
    unpriced: bills.flatMap(({ unpriced }) => unpriced),
  };
}
