import { z } from 'zod';

const place = z.string().min(1, 'a type such as aws_efs_file_system, or an address with *');

const isDate = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** A finding that is accepted, for people whose program cannot say it. */
const accepted = z
  .strictObject({
    rule: z
      .string()
      .min(1, 'the id of a rule')
      .describe('The rule, by the id of the tool that finds it.'),
    of: z
      .string()
      .min(1, 'what the finding says')
      .optional()
      .describe('What is accepted, where the rule can find several things: 80/tcp.'),
    address: z
      .string()
      .min(1, 'an address, or *')
      .optional()
      .describe(
        'An address, with * for anything. One of address and construct must say where; * is everywhere.',
      ),
    construct: z
      .string()
      .min(1, 'a construct path')
      .optional()
      .describe('A construct path: it and everything below it.'),
    reason: z
      .string()
      .refine((text) => text.trim().split(/\s+/).length >= 3, 'at least three words that say why')
      .meta({ description: 'Why it is right here.', pattern: '\\S+\\s+\\S+\\s+\\S' }),
    expires: z
      .string()
      .refine(isDate, 'a date such as 2027-03-31')
      .meta({ format: 'date' })
      .optional()
      .describe('From this day on the finding counts again.'),
  })
  .refine(
    ({ address, construct }) => address !== undefined || construct !== undefined,
    "address or construct, so that it is accepted somewhere; '*' is everywhere",
  )
  .meta({ anyOf: [{ required: ['address'] }, { required: ['construct'] }] });

/** What `plan-review.json`, or the key `plan-review` of package.json, may say. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  title: z
    .string()
    .min(1, 'some words')
    .optional()
    .describe('What the report is about; --title wins.'),
  priceRegion: z
    .string()
    .min(1, 'a region such as eu-west-1')
    .optional()
    .describe('Where prices are taken from when the plan does not say its region.'),
  holdsData: z
    .array(place)
    .optional()
    .describe('Types, or addresses with *, that hold data: destroying or replacing them loses it.'),
  protected: z
    .array(place)
    .optional()
    .describe('Types, or addresses with *, that nobody may destroy or replace without noticing.'),
  severities: z
    .record(z.string().min(1), z.enum(['fail', 'warn', 'note', 'off'], 'fail, warn, note or off'))
    .optional()
    .describe('How serious a rule is, by its id; off leaves its findings out and counts them.'),
  ignoredAttributes: z
    .record(z.string().min(1), z.array(z.string().min(1, 'a path such as tags.Owner')))
    .optional()
    .describe(
      'Attributes whose changes are left out, by type or address with *: { "aws_ecs_service": ["desired_count"] }.',
    ),
  ignoredTags: z
    .array(z.string().min(1, 'the name of a tag'))
    .optional()
    .describe('Tags and labels whose changes are left out, with * for anything.'),
  accepted: z.array(accepted).optional().describe('Findings that are accepted.'),
});

/** The configuration as it was written. */
export type ReviewConfig = z.infer<typeof configSchema>;
