import { Token } from 'cdktf';
import * as fc from 'fast-check';
import { mergeStatements, policyDocument } from './policy-document';
import type { PolicyConditions, PolicyStatement } from './role-contract';

const few = (...values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1 }) as fc.Arbitrary<string[]>;
const statement: fc.Arbitrary<PolicyStatement> = fc.record(
  {
    actions: few('s3:GetObject', 's3:PutObject', 'ecr:BatchGetImage'),
    resources: few('arn:a', 'arn:b', 'arn:c', '*'),
    effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    conditions: fc.constantFrom<PolicyConditions[]>(
      { Bool: { k: 'true' } },
      { StringEquals: { k: ['a', 'b'] } },
    ),
    sid: fc.constantFrom('A', 'B'),
  },
  { requiredKeys: ['actions', 'resources'] },
);

/** Every single thing that statements say. */
const permissions = (statements: readonly PolicyStatement[]) =>
  new Set(
    statements.flatMap(({ actions, resources, effect = 'Allow', conditions, sid }) =>
      actions.flatMap((action) =>
        resources.map((resource) => JSON.stringify([effect, action, resource, conditions, sid])),
      ),
    ),
  );

describe('mergeStatements', () => {
  const run = (property: (statements: PolicyStatement[]) => void) =>
    fc.assert(fc.property(fc.array(statement, { maxLength: 12 }), property), {
      seed: 20_251_123,
      numRuns: 500,
    });

  it('keeps apart what differs in a value that only Terraform knows', () => {
    const statementOf = (resource: string): PolicyStatement => ({
      actions: ['s3:GetObject'],
      resources: [resource],
      conditions: { StringEquals: { k: Token.asAny(resource) as unknown as string } },
    });
    expect(mergeStatements([statementOf('arn:a'), statementOf('arn:b')])).toHaveLength(2);
  });

  it('says exactly what the statements say', () => {
    run((statements) => {
      expect(permissions(mergeStatements(statements))).toEqual(permissions(statements));
    });
  });

  it('leaves no two statements that differ in their resources only, and names no resource twice', () => {
    run((statements) => {
      const merged = mergeStatements(statements);
      const heads = merged.map(({ sid, effect = 'Allow', actions, conditions }) =>
        JSON.stringify([sid, effect, actions, conditions]),
      );
      expect(new Set(heads).size).toBe(merged.length);
      for (const { resources } of merged) {
        expect(new Set(resources).size).toBe(resources.length);
      }
    });
  });

  it('gives the same bytes when it is merged again', () => {
    run((statements) => {
      const text = JSON.stringify(policyDocument(statements));
      expect(JSON.stringify(policyDocument(mergeStatements(statements)))).toBe(text);
    });
  });
});
