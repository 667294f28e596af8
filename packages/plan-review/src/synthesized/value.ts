import type { Json } from '../plan/json';
import { unknownPart } from '../plan/unknown-part';

/** A part of a text that Terraform knows only after apply. */
export class UnknownPart {
  /** `expression` is what stands there as written: `aws_ecr_repository.app.repository_url`. */
  constructor(private readonly expression: string) {}

  /** What stands for it in the text: no part of JSON, no wildcard, no policy variable. */
  get text(): string {
    return unknownPart(/^[\w.[\]-]{1,150}$/.test(this.expression) ? [this.expression] : []);
  }
}

/** A value of the language, with parts that are not known. */
export type Value = Json | UnknownPart | readonly Value[] | { readonly [key: string]: Value };

/** The value as JSON, with words where it is not known. */
export function asJson(value: Value): Json {
  if (value instanceof UnknownPart) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map(asJson);
  }
  if (typeof value !== 'object' || value === null) {
    return value as Json;
  }
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Value>>).map(([key, item]) => [
      key,
      asJson(item),
    ]),
  );
}
