/** A JSON Schema as ajv reads it. `description` is what an error says is allowed. */
export type Schema = Readonly<Record<string, unknown>>;

/** Any text. */
export const TEXT: Schema = { type: 'string' };
/** `true` or `false`. */
export const FLAG: Schema = { type: 'boolean' };
/** Texts by name. */
export const TEXTS_BY_NAME: Schema = { type: 'object', additionalProperties: TEXT };

/** A whole number within limits. */
export function integer(minimum = 0, maximum = 2 ** 31 - 1): Schema {
  return { type: 'integer', minimum, maximum };
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Schema {
  return { type: 'string', enum: words };
}

/** A text of a form; `allowed` is the form in words. What is longer than any name of AWS is not even looked at. */
export function text(pattern: RegExp, allowed: string): Schema {
  return { type: 'string', maxLength: 4096, pattern: pattern.source, description: allowed };
}

/** A list; AWS limits most of them. */
export function list(items: Schema, maximum?: number): Schema {
  return { type: 'array', items, ...(maximum === undefined ? {} : { maxItems: maximum }) };
}

/** A structure. Members that are not named here pass: moto or nobody reads them. */
export function structure(
  properties: Readonly<Record<string, Schema>>,
  ...required: readonly string[]
): Schema {
  return { type: 'object', properties, required };
}
