import { z } from 'zod';
import { planReview } from './review';

/**
 * The JSON schema of a review, from the same source as its types. The file in `schema/` is what this gives; a reader of
 * one minor version must accept what a later one adds, so objects are open.
 */
export function reviewJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'plan-review-1.0.schema.json',
    title: 'Review of a Terraform plan',
    description:
      'What a plan will do, masked. A reader of 1.0 must accept properties it does not know: a minor version adds.',
    ...jsonSchemaOf(planReview, 'open'),
  };
}

/** The JSON schema of a zod schema; what it calls read-only is a matter of types. */
export function jsonSchemaOf(
  schema: z.ZodType,
  objects: 'open' | 'closed',
): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = z.toJSONSchema(schema, {
    reused: 'ref',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
      if (jsonSchema.type === 'object' && objects === 'open') {
        jsonSchema.additionalProperties ??= true;
        if (jsonSchema.additionalProperties === false) {
          jsonSchema.additionalProperties = true;
        }
      }
      // JSON has no larger integers, and a reader need not be told.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) {
        delete jsonSchema.maximum;
      }
    },
  });
  // The draft is that of the whole document.
  delete made['$schema'];
  return made;
}
