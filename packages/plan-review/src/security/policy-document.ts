import { isMasked, unreadLength } from '../masking/marker';
import { parseEmbedded } from '../plan/embedded';
import { byKey } from '../plan/text-order';

/** One statement of an IAM policy, in one form for every way to write it. */
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Who, for policies of a resource. @default - the policy belongs to an identity */
  readonly principals?: Matcher<Principal>;
  readonly actions: Matcher<string>;
  /** @default - the resource that holds the policy, as in a trust policy */
  readonly resources?: Matcher<string>;
  readonly conditions: readonly Condition[];
  /** Whether `${...}` in it is a policy variable: only since version 2012-10-17. */
  readonly variables: boolean;
}

/** The values given, or with `negated` (`NotAction` and its like) all others. Sorted, each once. */
export interface Matcher<T> {
  readonly negated: boolean;
  readonly values: readonly T[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for everyone. */
  readonly type: string;
  readonly id: string;
}

/** One operator on one key: one of the values must fit. */
export interface Condition {
  /** As written: `StringLike`, `ForAllValues:StringEquals`, `ArnLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy that could be read, or why not, in words. */
export type PolicyDocument = { readonly statements: readonly Statement[] } | Unreadable;

export interface Unreadable {
  readonly unreadable: string;
}

export function isUnreadable(document: PolicyDocument): document is Unreadable {
  return 'unreadable' in document;
}

/** Longer than every policy that AWS accepts; a value beyond is no policy. */
const mostCharacters = 200_000;

/** Statements by their JSON. */
export type ReadStatements = Map<string, Statement>;

/**
 * Reads the JSON text of a policy, or its parsed form. Never throws.
 *
 * `read` holds what was read of another version of the policy, and takes what is read of this one: most statements of a
 * policy that changes stay as they are, and those of both versions are then the same objects.
 */
export function parsePolicy(policy: unknown, read: ReadStatements = new Map()): PolicyDocument {
  try {
    return { statements: readPolicy(parsed(policy), read) };
  } catch (error) {
    return { unreadable: error instanceof NotAPolicy ? error.message : 'the policy is not JSON' };
  }
}

/** Thrown and caught within this file. Messages hold no value of the policy. */
class NotAPolicy extends Error {}

function parsed(policy: unknown): unknown {
  if (typeof policy !== 'string') {
    return policy;
  }
  if (isMasked(policy)) {
    throw new NotAPolicy('the policy is a secret');
  }
  if (policy.length > mostCharacters || unreadLength(policy) !== undefined) {
    throw new NotAPolicy('the policy is longer than any that AWS accepts');
  }
  // The masking has read or written it; what it did not is read here, for its error.
  return parseEmbedded(policy) ?? (JSON.parse(policy) as unknown);
}

function readPolicy(policy: unknown, read: ReadStatements): Statement[] {
  const { Version: version = '2008-10-17', Statement: statements } = object(policy, 'the policy');
  if (statements === undefined) {
    throw new NotAPolicy('the policy has no Statement');
  }
  const variables = version === '2012-10-17';
  return list(statements).map((json) => {
    const text = `${variables} ${JSON.stringify(json)}`;
    const statement = read.get(text) ?? readStatement(json, variables);
    read.set(text, statement);
    return statement;
  });
}

const known = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function readStatement(value: unknown, variables: boolean): Statement {
  const statement = object(value, 'a statement');
  if (Object.keys(statement).some((key) => !known.has(key))) {
    throw new NotAPolicy('a statement has an element that IAM does not define');
  }
  const { Sid: sid, Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new NotAPolicy('a statement has no Effect that is Allow or Deny');
  }
  const actions = matcher(statement, 'Action', 'NotAction', texts);
  if (actions === undefined) {
    throw new NotAPolicy('a statement has no Action');
  }
  const principals = matcher(statement, 'Principal', 'NotPrincipal', (values) =>
    values.flatMap(readPrincipals),
  );
  const resources = matcher(statement, 'Resource', 'NotResource', texts);
  return {
    sid: typeof sid === 'string' && sid !== '' ? sid : undefined,
    effect,
    principals,
    actions,
    resources,
    conditions: readConditions(statement['Condition']),
    variables,
  };
}

function matcher<T>(
  statement: Readonly<Record<string, unknown>>,
  key: string,
  notKey: string,
  read: (values: readonly unknown[]) => T[],
): Matcher<T> | undefined {
  const negated = statement[notKey] !== undefined;
  const value = statement[negated ? notKey : key];
  if (negated && statement[key] !== undefined) {
    throw new NotAPolicy(`a statement has both ${key} and ${notKey}`);
  }
  return value === undefined ? undefined : { negated, values: distinct(read(list(value))) };
}

function texts(values: readonly unknown[]): string[] {
  return values.map(text);
}

function readPrincipals(value: unknown): Principal[] {
  if (value === '*') {
    return [{ type: '*', id: '*' }];
  }
  return Object.entries(object(value, 'a principal')).flatMap(([type, ids]) =>
    list(ids).map((id) =>
      // "*" and {"AWS": "*"} are equivalent: everyone, signed in or not.
      type === 'AWS' && id === '*' ? { type: '*', id: '*' } : { type, id: text(id) },
    ),
  );
}

function readConditions(value: unknown): readonly Condition[] {
  if (value === undefined) {
    return [];
  }
  return distinct(
    Object.entries(object(value, 'a condition')).flatMap(([operator, keys]) =>
      Object.entries(object(keys, 'a condition')).map(([key, values]) => ({
        operator,
        key,
        values: distinct(list(values).map(text)),
      })),
    ),
  );
}

/** Sorted, each once: the order in a policy means nothing. */
function distinct<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) {
    return values;
  }
  const byContent = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byContent].sort(byKey).map(([, value]) => value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new NotAPolicy('a statement has a value that is no text');
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NotAPolicy(`${what} is not an object`);
  }
  return value as Record<string, unknown>;
}
