/** Monthly cost of one resource, in the currency of the catalogue. */
export interface ResourceCost {
  readonly address: string;
  readonly constructPath?: string;
  /** What is counted: `3 × t3.micro, on demand`. */
  readonly what: string;
  /** @default - did not exist, or is not priced */
  readonly monthlyBefore?: number;
  readonly monthlyAfter?: number;
}

/** What a plan costs per month, from a dated catalogue; never invented. */
export interface CostReview {
  readonly currency: 'USD';
  /** Date of the prices, ISO 8601. */
  readonly pricesOf: string;
  readonly region?: string;
  /** Everything priced that exists after the plan, not only what changes. @default - nothing could be priced */
  readonly monthlyBefore?: number;
  readonly monthlyAfter?: number;
  readonly resources: readonly ResourceCost[];
  /** Chargeable resources without a price here, and why: `data transfer depends on use`. */
  readonly unpriced: readonly { readonly what: string; readonly why: string }[];
}
