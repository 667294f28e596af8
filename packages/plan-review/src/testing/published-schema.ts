import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A schema as the package publishes it, to compare with what its source gives. `UPDATE_SCHEMAS=1` writes the file anew:
 * the diff of it is the change of the format.
 */
export function publishedSchema(
  name: string,
  generated: object,
): Readonly<Record<string, unknown>> {
  const file = join(__dirname, '..', '..', 'schema', name);
  if (process.env['UPDATE_SCHEMAS'] === '1') {
    writeFileSync(file, `${JSON.stringify(generated, undefined, 2)}\n`);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
