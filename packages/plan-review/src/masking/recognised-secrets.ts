import { embeddedText, parseEmbedded } from '../plan/embedded';
import { isList, isObject, type Json } from '../plan/json';
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
    const paths = placesOf(change.after ?? null, change.after_sensitive, top);
    return paths.length === 0 ? [] : [...new Set(paths)].map((path) => ({ address, path }));
  });
}

/** Of where a value stands only this counts for what is below it: paths are written where something is found. */
interface Around {
  /** Nothing stands around it. */
  readonly top: boolean;
  /** Its path ends with a name in brackets. */
  readonly item: boolean;
}

const none: readonly string[] = [];
const top: Around = { top: true, item: false };
const below: Around = { top: false, item: false };
const belowItem: Around = { top: false, item: true };

/** The paths below a value, each without what leads to the value. */
function placesOf(value: Json, sensitive: Json | undefined, around: Around): readonly string[] {
  if (sensitive === true) {
    return none;
  }
  if (typeof value === 'string') {
    return textPlaces(value, around);
  }
  let found: string[] | undefined;
  if (isList(value)) {
    value.forEach((item, index) => {
      const places = placesOf(item, childOf(sensitive, index), belowItem);
      if (places.length > 0) {
        found = added(found, `[${nameOf(item) ?? index}]`, places);
      }
    });
    return found ?? none;
  }
  if (!isObject(value)) {
    return none;
  }
  for (const key of Object.keys(value)) {
    // `environment[DB_PASSWORD]` says enough.
    const isNamed = key === 'value' && around.item;
    const inner =
      isNamed || (around.top && key === '') ? around : key.endsWith(']') ? belowItem : below;
    const places = placesOf(value[key] as Json, childOf(sensitive, key), inner);
    if (places.length > 0) {
      found = added(found, isNamed ? '' : around.top ? key : `.${key}`, places);
    }
  }
  return found ?? none;
}

function added(found: string[] = [], step: string, places: readonly string[]): string[] {
  for (const place of places) {
    found.push(step + place);
  }
  return found;
}

function textPlaces(text: string, around: Around): readonly string[] {
  if (!holdsMasked(text)) {
    const decoded = embeddedText(text);
    return decoded === undefined ? none : textPlaces(decoded, around);
  }
  const embedded = parseEmbedded(text);
  return embedded === undefined ? here : placesOf(embedded, undefined, around);
}

const here: readonly string[] = [''];

/** What an entry of a list is called, such as an environment variable. */
function nameOf(item: Json): string | undefined {
  const name = isObject(item) ? (item['name'] ?? item['key']) : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
