import type { z } from 'zod';
import type * as schema from './schema/security';

/**
 * Whether more, less or something else is allowed than before. What cannot be decided counts as widened.
 *
 * `changed` allows something that was not allowed and no longer allows something that was: for approval it widens too.
 */
export type AccessDirection = z.infer<typeof schema.accessDirection>;

/** One row of a security table: a statement or rule that comes, goes or changes. */
export type AccessChange = z.infer<typeof schema.accessChange>;

/** Everything in a plan that allows or denies. */
export type SecurityReview = z.infer<typeof schema.securityReview>;
