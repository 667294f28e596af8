import type { z } from 'zod';
import type * as schema from './schema/cost';

/** Monthly cost of one resource, in the currency of the catalogue. */
export type ResourceCost = z.infer<typeof schema.resourceCost>;

/** What a plan costs per month, from a dated catalogue; never invented. */
export type CostReview = z.infer<typeof schema.costReview>;
