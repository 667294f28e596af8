import { BoundedMemo } from '../plan/bounded-memo';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import { isDigestName, isSecretName } from './secret-names';

/** Where a value stands. */
export interface Place {
  /** What it is called. */
  readonly name: string;
  /** Whether its own name, or one around it, says that it is a secret. */
  readonly secret: boolean;
  /** Whether its name says that what stands there only looks random. */
  readonly digest: boolean;
  /** In how many texts it lies: JSON in base64 in JSON is two. */
  readonly layers: number;
  /** Which part of a statement of IAM it is. @default - none */
  readonly part?: PolicyPart;
}

/** `names`: actions, principals, resources. `condition`: operators. `keys`: the condition keys below an operator. */
type PolicyPart = 'names' | 'condition' | 'keys';

/** JSON in JSON in base64 in JSON: more layers than anybody wraps. */
export const maxLayers = 6;

/**
 * Longer texts are not read: nothing of them is shown or judged, and whether they change. No service takes a policy, a
 * definition or a script of a tenth of it. Secrets in them are learned, since they may stand elsewhere too.
 */
export const longestRead = 1024 * 1024;

// Keys that hold the value of what their parent names.
const transparent = new Set(['value', 'Value', 'constant_value', 'default', 'before', 'after']);
// What stands beside a secret and is none: where it is kept, what it is called.
const beside = new Set([
  ...['name', 'valueFrom', 'value_from', 'references', 'arn', 'id', 'type', 'key', 'kind'],
  ...['description', 'propagate_at_launch', 'sensitive'],
  // Who signs a token, and for whom: what a reviewer has to see.
  ...['issuer', 'audience'],
]);

/** The place of a value with a name and nothing around it. */
export function placeOf(name: string): Place {
  return { name, secret: isSecretName(name), digest: isDigestName(name), layers: 0 };
}

/** The place of what lies in the text at a place. */
export function inside(place: Place): Place {
  return { ...place, layers: place.layers + 1 };
}

/** The places of the values of an object. */
export function placesIn(object: JsonObject, parent: Place): (key: string) => Place {
  const statement = isStatement(object);
  const known = parent.secret ? undefined : placesBelow(parent, statement);
  return (key) =>
    known === undefined || transparent.has(key)
      ? placeBelow(key, object, parent, statement)
      : known.get(key, () => placeBelow(key, object, parent, statement));
}

function placeBelow(key: string, object: JsonObject, parent: Place, statement: boolean): Place {
  const { layers } = parent;
  if (parent.part === 'keys') {
    // A tag may hold anything; what other keys are compared with, AWS and providers of identities define.
    const secret = /tag\//i.test(key) && isSecretName(key);
    return { name: key, secret, digest: isDigestName(key), layers, part: 'names' };
  }
  const part = partOf(key, parent, statement);
  const name = transparent.has(key) ? (pairOf(object) ?? parent.name) : key;
  const secret = (parent.secret && !beside.has(key)) || (part === undefined && isSecretName(name));
  const digest = isDigestName(name);
  return part === undefined
    ? { name, secret, digest, layers }
    : { name, secret, digest, layers, part };
}

/**
 * Below what is no secret, a key says everything about a place unless it is a transparent one: so there is one place for
 * each key, and not one for each of the million values of a plan.
 */
function placesBelow({ part, layers }: Place, statement: boolean): BoundedMemo<Place> | undefined {
  return memos[(layers * parts.length + parts.indexOf(part)) * 2 + Number(statement)];
}

const parts: readonly (PolicyPart | undefined)[] = [undefined, 'names', 'condition', 'keys'];
const memos = Array.from(
  { length: (maxLayers + 1) * parts.length * 2 },
  () => new BoundedMemo<Place>(5000),
);

/** A statement of a policy, as JSON or as a block of `aws_iam_policy_document`. */
function isStatement(object: JsonObject): boolean {
  return (
    (Object.hasOwn(object, 'Effect') &&
      (Object.hasOwn(object, 'Action') || Object.hasOwn(object, 'NotAction'))) ||
    (Object.hasOwn(object, 'actions') && Object.hasOwn(object, 'principals'))
  );
}

const named = new Set([
  ...['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal'],
  ...['NotPrincipal', 'sid', 'effect', 'actions', 'not_actions', 'resources', 'not_resources'],
  ...['principals', 'not_principals', 'condition'],
]);

function partOf(key: string, parent: Place, statement: boolean): PolicyPart | undefined {
  if (parent.part === 'names') {
    return 'names';
  }
  if (parent.part === 'condition') {
    return 'keys';
  }
  if (!statement) {
    return undefined;
  }
  return key === 'Condition' ? 'condition' : named.has(key) ? 'names' : undefined;
}

/** `{ name: 'DB_PASSWORD', value: '...' }`, as in environments and tags, is called `DB_PASSWORD`. */
function pairOf({ name, Name, key, Key }: JsonObject): string | undefined {
  if (typeof name === 'string') {
    return name;
  }
  if (typeof Name === 'string') {
    return Name;
  }
  return typeof key === 'string' ? key : typeof Key === 'string' ? Key : undefined;
}

/** The part of a tree of marks that belongs to a key or an index. */
export function childOf(tree: Json | undefined, key: string | number): Json | undefined {
  if (isList(tree)) {
    return typeof key === 'number' ? tree[key] : undefined;
  }
  return isObject(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
}
