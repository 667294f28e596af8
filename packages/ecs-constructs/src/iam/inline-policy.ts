import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { jsonText } from '../support/json-text';
import { describeProblem, isKnown, knownBytes, misuse, requireName } from '../support/validation';
import { mergeStatements, policyDocument } from './policy-document';
import type { PolicyStatement } from './role-contract';

/**
 * What IAM allows for all inline policies of a role together; it does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const MAX_INLINE_POLICY = 10_240;

/** One inline policy of a role: it comes into being with the first statement and grows with every further one. */
export class InlinePolicy {
  private readonly statements: PolicyStatement[] = [];
  private readonly listeners: ((policy: ITerraformDependable) => void)[] = [];
  private resource?: IamRolePolicy;

  constructor(
    private readonly scope: Construct,
    private readonly role: { readonly roleName: string; readonly policyName: string },
  ) {}

  add(statement: PolicyStatement): void {
    checkStatement(this.scope, statement);
    this.statements.push(statement);
    if (this.resource !== undefined) {
      return;
    }
    // An inline policy without statements is not valid, so it comes into being with the first one.
    this.resource = new IamRolePolicy(this.scope, 'Policy', {
      role: this.role.roleName,
      name: this.role.policyName,
      policy: jsonText(() => policyDocument(this.statements)),
    });
    this.scope.node.addValidation({ validate: () => [...this.sizeProblems()] });
    for (const listener of this.listeners) {
      listener(this.resource);
    }
  }

  /** Calls back with the policy, now or when the first statement makes it. */
  onPolicy(listener: (policy: ITerraformDependable) => void): void {
    this.listeners.push(listener);
    if (this.resource !== undefined) {
      listener(this.resource);
    }
  }

  private sizeProblems(): readonly string[] {
    const document = JSON.stringify(policyDocument(this.statements));
    const size = knownBytes(document.replace(/\s/g, ''));
    if (size <= MAX_INLINE_POLICY) {
      return [];
    }
    const count = mergeStatements(this.statements).length;
    return [
      describeProblem({
        what: `the inline policy of a role may have ${MAX_INLINE_POLICY} characters`,
        got: `at least ${size} in ${count} statements`,
        fix: 'Use more than one role, or grant with a name pattern instead of each resource by itself.',
      }),
    ];
  }
}

function checkStatement(scope: Construct, { actions, resources, sid }: PolicyStatement): void {
  if (actions.length === 0 || resources.length === 0) {
    throw misuse(scope, {
      what: 'a policy statement names at least one action and one resource',
      got: JSON.stringify({ actions, resources }),
      fix: "Name them; '*' is the resource of an action for which IAM knows no narrower one.",
    });
  }
  const bad = actions.find(
    (action) => isKnown(action) && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(action),
  );
  if (bad !== undefined) {
    throw misuse(scope, {
      what: 'an action is a service and an operation, such as s3:GetObject',
      got: JSON.stringify(bad),
      fix: 'Name the service in front of the colon; a bare * is not taken.',
    });
  }
  const name = resources.find((resource) => isKnown(resource) && !/^(\*$|arn:)/.test(resource));
  if (name !== undefined) {
    throw misuse(scope, {
      what: 'a resource of a policy is an ARN, or * where IAM knows no narrower one',
      got: JSON.stringify(name),
      fix: 'Write it like arn:aws:s3:::my-bucket/*, or grant a Permission, which takes names.',
    });
  }
  if (sid !== undefined) {
    requireName(scope, sid, {
      name: 'sid',
      pattern: /^[A-Za-z0-9]+$/,
      allowed: 'letters and digits',
    });
  }
}
