import { markedJson } from '../support/json-text';
import { isReadable } from '../support/validation';
import type { PolicyConditions, PolicyStatement } from './role-contract';

/** An IAM policy document, before it is written as JSON. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

type JsonStatement = Record<string, unknown>;

/** One IAM policy document. Tokens inside the strings survive, so that ARNs of new resources work. */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return document(mergeStatements(statements).map((statement) => renderStatement(statement)));
}

/** A document that names who it is for, such as the policy of a repository. */
export function resourcePolicyDocument(
  statements: readonly (Omit<PolicyStatement, 'resources'> & {
    readonly principals: Readonly<Record<string, readonly string[]>>;
  })[],
): PolicyDocument {
  return document(
    statements.map(({ principals, ...statement }) =>
      renderStatement({ ...statement, resources: [] }, { Principal: principals }),
    ),
  );
}

/** Who may assume a role, and under which conditions. */
export function trustDocument(service: string, conditions?: PolicyConditions): PolicyDocument {
  return document([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: service },
      ...(conditions === undefined ? {} : { Condition: conditions }),
    },
  ]);
}

/**
 * Joins statements that differ in their resources only, in the order in which they came: ten log groups make one
 * statement with ten resources, and the same grant twice is rendered once.
 */
export function mergeStatements(
  statements: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  const merged = new Map<string, PolicyStatement & { readonly resources: readonly string[] }>();
  const resources = new Map<string, Set<string>>();
  for (const statement of statements) {
    const { resources: own, ...rest } = statement;
    // To a list that only Terraform knows nothing can be added.
    const whole = isReadable(own) ? undefined : own;
    const key = markedJson([
      rest.sid,
      rest.effect ?? 'Allow',
      rest.actions,
      rest.conditions,
      whole,
    ]);
    const all = resources.get(key) ?? new Set<string>();
    for (const resource of own) {
      all.add(resource);
    }
    resources.set(key, all);
    if (!merged.has(key)) {
      merged.set(key, statement);
    }
  }
  return [...merged].map(([key, statement]) => ({
    ...statement,
    resources: [...(resources.get(key) ?? [])],
  }));
}

function renderStatement(statement: PolicyStatement, more: JsonStatement = {}): JsonStatement {
  const { sid, effect = 'Allow', actions, resources, conditions } = statement;
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect,
    ...more,
    Action: [...actions],
    ...(resources.length === 0 ? {} : { Resource: [...resources] }),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

function document(statements: readonly JsonStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
