import { z } from 'zod';

/** How bad a finding is. `fail` fails the gate, `warn` is shown. */
export const findingLevel = z.enum(['fail', 'warn', 'note']);

/** Somebody accepts a finding, for a reason and until a date. */
export const acknowledgement = z
  .object({
    id: z.string(),
    reason: z.string(),
    /** ISO 8601 date; from then on the finding counts again. @default - does not expire */
    expires: z.string().optional(),
    /** What was accepted, where the rule can find several things: see `Finding.detail`. @default - all that the rule finds */
    of: z.string().optional(),
    /** Construct and everything below it. @default - accepted by address */
    constructPath: z.string().optional(),
    /** Address, or a pattern of addresses with `*`. @default - accepted by construct */
    address: z.string().optional(),
    /** Where it was accepted: in the program, in the configuration file, or in a baseline. @default 'program' */
    by: z.enum(['configuration', 'baseline']).optional(),
    expired: z.boolean(),
  })
  .readonly();

/** One rule that a resource of the plan breaks. */
export const finding = z
  .object({
    /** `hello-ecs/launch-template-imdsv2`, or the rule id of the tool that found it: `CKV_AWS_79`. */
    ruleId: z.string(),
    /** `plan-review`, or the name of the tool in the SARIF file. */
    tool: z.string(),
    level: findingLevel,
    /** What is wrong, in one sentence. */
    message: z.string(),
    /** How to fix it. @default - the tool does not say */
    fix: z.string().optional(),
    helpUri: z.string().optional(),
    /**
     * What was found, where a rule can find several things at one place: `80/tcp`, `s3:*`, a host folder. Who accepts the
     * finding accepts this and nothing else. @default - the rule finds one thing only
     */
    detail: z.string().optional(),
    /** @default - the finding could not be matched to a resource */
    address: z.string().optional(),
    constructPath: z.string().optional(),
    /** A rule of this package that the plan breaks: it was kept before, or there was no resource. @default - it was broken */
    introduced: z.literal(true).optional(),
    /**
     * The plan does not act on the resource, and the finding was true before: it is listed because all were asked for, and
     * decides nothing. @default - the plan acts on it
     */
    untouched: z.literal(true).optional(),
    /** @default - nobody has accepted it */
    acknowledged: acknowledgement.optional(),
  })
  .readonly();

/** What rules say about a plan. */
export const findingsReview = z
  .object({
    findings: z.array(finding).readonly(),
    /** Acknowledgements that match no finding: they can be removed. */
    unusedAcknowledgements: z.array(acknowledgement).readonly(),
    /** How many findings are left out because the plan does not act on their resources. @default 0 */
    untouched: z.int().nonnegative().optional(),
    /** How many findings are left out because the configuration switches their rules off. @default 0 */
    switchedOff: z.int().nonnegative().optional(),
  })
  .readonly();
