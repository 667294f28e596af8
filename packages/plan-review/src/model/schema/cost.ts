import { z } from 'zod';

/** Monthly cost of one resource, in the currency of the catalogue. */
export const resourceCost = z
  .object({
    address: z.string(),
    constructPath: z.string().optional(),
    /** What is counted: `3 × t3.micro, on demand`. */
    what: z.string(),
    /** @default - did not exist, or is not priced */
    monthlyBefore: z.number().optional(),
    monthlyAfter: z.number().optional(),
  })
  .readonly();

/** What a plan costs per month, from a dated catalogue; never invented. */
export const costReview = z
  .object({
    currency: z.literal('USD'),
    /** Date of the prices, ISO 8601. */
    pricesOf: z.string(),
    region: z.string().optional(),
    /** Everything priced that exists after the plan, not only what changes. @default - nothing could be priced */
    monthlyBefore: z.number().optional(),
    monthlyAfter: z.number().optional(),
    resources: z.array(resourceCost).readonly(),
    /** Chargeable resources without a price here, and why: `data transfer depends on use`. */
    unpriced: z
      .array(
        z
          .object({
            what: z.string(),
            why: z.string(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
