import { Annotations, Fn, type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { literal } from '../support/terraform-text';
import { InlinePolicy } from './inline-policy';
import type { Permission } from './permission';
import type { IRole, PolicyStatement } from './role-contract';

/** A role that is managed elsewhere. */
export class ImportedRole extends Construct implements IRole {
  private readonly inlinePolicy?: InlinePolicy;
  private readonly warned = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    readonly roleArn: string,
    readonly roleName: string,
    mutable: boolean,
  ) {
    super(scope, id);
    if (!mutable) {
      return;
    }
    // PutRolePolicy replaces a policy of the same name: the name must not be one that somebody else uses.
    this.inlinePolicy = new InlinePolicy(this, {
      roleName: literal(roleName),
      policyName: policyNameOf(this),
    });
  }

  addToPolicy(statement: PolicyStatement): void {
    if (this.inlinePolicy !== undefined) {
      this.inlinePolicy.add(statement);
      return;
    }
    const needed = `${statement.actions.join(', ')} on ${statement.resources.join(', ')}`;
    if (this.warned.has(needed)) {
      return;
    }
    this.warned.add(needed);
    Annotations.of(this).addWarning(
      `the role ${this.roleName} is imported with mutable: false, so nothing is added to it; it must allow ${needed}. ` +
        'Add that where the role is managed, or set mutable to true.',
    );
  }

  grant(...permissions: readonly Permission[]): void {
    permissions.flatMap((one) => one.statements(this)).forEach((one) => this.addToPolicy(one));
  }

  onPolicy(listener: (policy: ITerraformDependable) => void): void {
    this.inlinePolicy?.onPolicy(listener);
  }
}

/** The name at the end of a role's ARN, behind its path. */
export function roleNameOf(roleArn: string): string {
  return Token.isUnresolved(roleArn)
    ? Token.asString(Fn.element(Fn.reverse(Fn.split('/', roleArn)), 0))
    : roleArn.slice(roleArn.lastIndexOf('/') + 1);
}

/** Unique to the stack and the place in it; 128 characters are what IAM takes. */
function policyNameOf(construct: Construct): string {
  return construct.node.path.replace(/[^\w+=,.@-]/g, '-').slice(-128);
}
