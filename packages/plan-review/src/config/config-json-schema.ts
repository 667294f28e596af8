import { jsonSchemaOf } from '../model/schema/json-schema';
import { configSchema } from './config-schema';

/** The JSON schema of a configuration, for editors: from the same source as what the command accepts. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'plan-review-config.schema.json',
    title: 'Configuration of plan-review',
    description: 'What plan-review.json, or the key plan-review of package.json, may say.',
    ...jsonSchemaOf(configSchema, 'closed'),
  };
}
