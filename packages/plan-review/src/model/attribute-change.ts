/**
 * A value ready to be shown: text that is known, or what stands in its place.
 *
 * `masked` values are never kept anywhere; `fingerprint` tells two of them apart within one review and nothing more.
 */
export type ShownValue =
  | { readonly kind: 'absent' }
  | { readonly kind: 'known'; readonly text: string }
  | { readonly kind: 'masked' }
  | { readonly kind: 'unknown' };

/** One difference, at the place where a reader looks for it. */
export interface AttributeChange {
  /**
   * Where: `instance_type`, `network[0].subnet`, or inside of JSON text, by name instead of position:
   * `container_definitions[server].environment[LOG_LEVEL]`, `policy[AllowPull].Action`.
   */
  readonly path: string;
  readonly before: ShownValue;
  readonly after: ShownValue;
  /** Line by line, for text of several lines such as user data. @default - the two values say it */
  readonly lines?: readonly LineChange[];
  readonly forcesReplacement: boolean;
}

/** One line of a text that changes; `omitted` stands for that many equal lines. */
export type LineChange =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'omitted'; readonly count: number };
