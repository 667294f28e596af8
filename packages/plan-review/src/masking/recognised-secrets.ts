import { isList, isObject, parseEmbedded, type Json } from '../plan/json';
import { decodeBase64 } from '../plan/base64';
import type { PlanJson } from '../plan/plan-json';
import { holdsMasked } from './marker';
import { childOf } from './place';

/** Where the masking recognised a secret that Terraform does not know to be one: it stands there in plain text. */
export interface RecognisedSecret {
  readonly address: string;
  /** `container_definitions[0].environment[DB_PASSWORD]`, `user_data`. */
  readonly path: string;
}

/**
 * Secrets in the values that a masked plan gives to its resources, where Terraform or the provider do not mark them as
 * sensitive: container environments, scripts, tags. Whoever reads the state, or the task definition, reads them.
 *
 * Takes what `maskPlan` gave back: the place is known, the value is not.
 */
export function recognisedSecrets(plan: PlanJson): readonly RecognisedSecret[] {
  return (plan.resource_changes ?? []).flatMap(({ address, mode, deposed, change }) => {
    if (mode === 'data' || deposed !== undefined) {
      return [];
    }
    const paths = placesOf(change.after ?? null, change.after_sensitive, '');
    return [...new Set(paths)].map((path) => ({ address, path }));
  });
}

function placesOf(value: Json, sensitive: Json | undefined, path: string): readonly string[] {
  if (sensitive === true) {
    return [];
  }
  if (typeof value === 'string') {
    return textPlaces(value, path);
  }
  if (isList(value)) {
    return value.flatMap((item, index) =>
      placesOf(item, childOf(sensitive, index), `${path}[${nameOf(item) ?? index}]`),
    );
  }
  if (!isObject(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    // `environment[DB_PASSWORD]` says enough.
    placesOf(
      item,
      childOf(sensitive, key),
      key === 'value' && path.endsWith(']') ? path : path === '' ? key : `${path}.${key}`,
    ),
  );
}

function textPlaces(text: string, path: string): readonly string[] {
  if (!holdsMasked(text)) {
    const decoded = decodeBase64(text);
    return decoded === undefined ? [] : textPlaces(decoded, path);
  }
  const embedded = parseEmbedded(text);
  return embedded === undefined ? [path] : placesOf(embedded, undefined, path);
}

/** What an entry of a list is called, such as an environment variable. */
function nameOf(item: Json): string | undefined {
  const name = isObject(item) ? (item['name'] ?? item['key']) : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
