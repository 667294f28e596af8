/**
 * Whether more, less or something else is allowed than before. What cannot be decided counts as widened.
 *
 * `changed` allows something that was not allowed and no longer allows something that was: for approval it widens too.
 */
export type AccessDirection = 'widened' | 'narrowed' | 'changed' | 'unchanged';

/** One row of a security table: a statement or rule that comes, goes or changes. */
export interface AccessChange {
  readonly kind:
    'iam' | 'trust' | 'security-group' | 'resource-policy' | 'managed-policy' | 'exposure';
  /** The resource that holds the rule. */
  readonly address: string;
  readonly constructPath?: string;
  readonly direction: AccessDirection;
  /** False when logic could not decide and `widened` is the cautious answer; `why` then says what it could not read. */
  readonly decided: boolean;
  readonly why: string;
  /**
   * Sides that exist, each as the columns of its table, in the order in which they are shown:
   * effect, principal, action, resource, condition; group, direction, protocol, ports, peer; principal, policy; or
   * setting, value for an `exposure` (public addresses, privileged containers, routes to the internet and the like).
   */
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
}

/** Everything in a plan that allows or denies. */
export interface SecurityReview {
  readonly accessWidened: 'no' | 'yes' | 'undecided';
  /** Widened first, then changed, narrowed; unchanged rows are left out. */
  readonly changes: readonly AccessChange[];
}
