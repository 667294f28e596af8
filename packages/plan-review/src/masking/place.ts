import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import { isSecretName } from './secret-names';

/** Where a value stands. */
export interface Place {
  /** What it is called. */
  readonly name: string;
  /** Whether its own name, or one around it, says that it is a secret. */
  readonly secret: boolean;
  /** In how many texts it lies: JSON in base64 in JSON is two. */
  readonly layers: number;
}

/** JSON in JSON in base64 in JSON: more layers than anybody wraps. */
export const maxLayers = 6;

// Keys that hold the value of what their parent names.
const transparent = new Set(['value', 'Value', 'constant_value', 'default', 'before', 'after']);
// What stands beside a secret and is none: where it is kept, what it is called.
const beside = new Set([
  ...['name', 'valueFrom', 'value_from', 'references', 'arn', 'id', 'type', 'key', 'kind'],
  ...['description', 'propagate_at_launch', 'sensitive'],
]);

/** The place of a value with a name and nothing around it. */
export function placeOf(name: string): Place {
  return { name, secret: isSecretName(name), layers: 0 };
}

/** The place of a value of an object; `pair` is what the object itself is called. */
export function childPlace(parent: Place, key: string, pair: string | undefined): Place {
  const name = transparent.has(key) ? (pair ?? parent.name) : key;
  const secret = (parent.secret && !beside.has(key)) || isSecretName(name);
  return { name, secret, layers: parent.layers };
}

/** `{ name: 'DB_PASSWORD', value: '...' }`, as in environments and tags, is called `DB_PASSWORD`. */
export function pairOf({ name, Name, key, Key }: JsonObject): string | undefined {
  return [name, Name, key, Key].find((candidate) => typeof candidate === 'string');
}

/** The part of a tree of marks that belongs to a key or an index. */
export function childOf(tree: Json | undefined, key: string | number): Json | undefined {
  if (isList(tree)) {
    return typeof key === 'number' ? tree[key] : undefined;
  }
  return isObject(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
}
