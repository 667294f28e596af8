import { z } from 'zod';

/**
 * Whether more, less or something else is allowed than before. What cannot be decided counts as widened.
 *
 * `changed` allows something that was not allowed and no longer allows something that was: for approval it widens too.
 */
export const accessDirection = z.enum(['widened', 'narrowed', 'changed', 'unchanged']);

/** One row of a security table: a statement or rule that comes, goes or changes. */
export const accessChange = z
  .object({
    kind: z.enum([
      'iam',
      'trust',
      'security-group',
      'resource-policy',
      'managed-policy',
      'exposure',
    ]),
    /** The resource that holds the rule. */
    address: z.string(),
    constructPath: z.string().optional(),
    direction: accessDirection,
    /** False when logic could not decide and `widened` is the cautious answer; `why` then says what it could not read. */
    decided: z.boolean(),
    why: z.string(),
    /**
     * Sides that exist, each as the columns of its table, in the order in which they are shown:
     * effect, principal, action, resource, condition; group, direction, protocol, ports, peer; principal, policy; or
     * setting, value for an `exposure` (public addresses, privileged containers, routes to the internet and the like).
     */
    before: z.record(z.string(), z.string()).readonly().optional(),
    after: z.record(z.string(), z.string()).readonly().optional(),
  })
  .readonly();

/** Everything in a plan that allows or denies. */
export const securityReview = z
  .object({
    accessWidened: z.enum(['no', 'yes', 'undecided']),
    /** Widened first, then changed, narrowed; unchanged rows are left out. */
    changes: z.array(accessChange).readonly(),
  })
  .readonly();
