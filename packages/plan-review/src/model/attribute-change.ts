import type { z } from 'zod';
import type * as schema from './schema/attribute-change';

/**
 * A value ready to be shown: text that is known, or what stands in its place.
 *
 * `masked` values are never kept anywhere; `fingerprint` tells two of them apart within one review and nothing more.
 */
export type ShownValue = z.infer<typeof schema.shownValue>;

/** One difference, at the place where a reader looks for it. */
export type AttributeChange = z.infer<typeof schema.attributeChange>;

/** One line of a text that changes; `omitted` stands for that many equal lines. */
export type LineChange = z.infer<typeof schema.lineChange>;
