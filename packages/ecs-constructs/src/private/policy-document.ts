import type { PolicyStatement } from '../role';

type JsonStatement = Record<string, unknown>;

/** One IAM policy document as JSON. Tokens inside the strings survive, so that ARNs of new resources work. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return document(
    statements.map(({ actions, resources, conditions }) => ({
      Effect: 'Allow',
      Action: [...actions],
      Resource: [...resources],
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  );
}

/** Who may assume a role, and under which conditions. */
export function trustDocument(
  service: string,
  conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  return document([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: service },
      ...(conditions === undefined ? {} : { Condition: conditions }),
    },
  ]);
}

function document(statements: readonly JsonStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
