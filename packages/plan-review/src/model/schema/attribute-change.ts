import { z } from 'zod';

/**
 * A value ready to be shown: text that is known, or what stands in its place.
 *
 * `masked` values are never kept anywhere; `fingerprint` tells two of them apart within one review and nothing more.
 */
export const shownValue = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('absent'),
    }),
    z.object({
      kind: z.literal('known'),
      text: z.string(),
    }),
    z.object({
      kind: z.literal('masked'),
    }),
    z.object({
      kind: z.literal('unknown'),
    }),
  ])
  .readonly();

/** One line of a text that changes; `omitted` stands for that many equal lines. */
export const lineChange = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['same', 'added', 'removed']),
      text: z.string(),
    }),
    z.object({
      kind: z.literal('omitted'),
      count: z.int().nonnegative(),
    }),
  ])
  .readonly();

/** One difference, at the place where a reader looks for it. */
export const attributeChange = z
  .object({
    /**
     * Where: `instance_type`, `network[0].subnet`, or inside of JSON text, by name instead of position:
     * `container_definitions[server].environment[LOG_LEVEL]`, `policy[AllowPull].Action`.
     */
    path: z.string(),
    before: shownValue,
    after: shownValue,
    /** Line by line, for text of several lines such as user data. @default - the two values say it */
    lines: z.array(lineChange).readonly().optional(),
    forcesReplacement: z.boolean(),
  })
  .readonly();
