import type { z } from 'zod';
import type * as schema from './schema/findings';

/** How bad a finding is. `fail` fails the gate, `warn` is shown. */
export type FindingLevel = z.infer<typeof schema.findingLevel>;

/** One rule that a resource of the plan breaks. */
export type Finding = z.infer<typeof schema.finding>;

/** Somebody accepts a finding, for a reason and until a date. */
export type Acknowledgement = z.infer<typeof schema.acknowledgement>;

/** What rules say about a plan. */
export type FindingsReview = z.infer<typeof schema.findingsReview>;
