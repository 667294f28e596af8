import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { requireArn } from '../support/arn';
import { AwsEnvironment } from '../support/aws-environment';
import { determined } from '../support/determined';
import { jsonText } from '../support/json-text';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { requireStackTags } from '../support/stack-tags';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, requireInteger, requireName, requireTags } from '../support/validation';
import { ImportedRole, roleNameOf } from './imported-role';
import { InlinePolicy } from './inline-policy';
import type { Permission } from './permission';
import { trustDocument } from './policy-document';
import type { IRole, PolicyConditions, PolicyStatement } from './role-contract';

/** Services that this library makes roles for. */
export type RolePrincipal =
  'ecs-tasks.amazonaws.com' | 'ec2.amazonaws.com' | 'ecs.amazonaws.com' | 'scheduler.amazonaws.com';

/** Properties of {@link Role}. */
export interface RoleProps {
  /** The service that assumes the role. */
  readonly assumedBy: RolePrincipal;
  /** Exact name. IAM names are global to the account: two regions cannot share one. @default - generated from `namePrefix` */
  readonly roleName?: string;
  /** Start of the generated name; cut to the 38 characters that Terraform allows. @default - Terraform's own prefix */
  readonly namePrefix?: string;
  /** What the role is for. @default - none */
  readonly description?: string;
  /** Where the role is kept, for example `/services/`. Changing it replaces the role. @default '/' */
  readonly path?: string;
  /** ARN of a policy that caps what the role can ever do. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** ARNs of managed policies to attach. Prefer grants: a managed policy of AWS is wider. @default - none */
  readonly managedPolicyArns?: readonly string[];
  /** How long a session may last, 3,600 to 43,200. ECS and EC2 renew theirs by themselves. @default - IAM's, 3,600 */
  readonly maxSessionDurationSeconds?: number;
  /** @default - the provider's `default_tags` only */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How a role that exists is used. */
export interface ImportedRoleOptions {
  /**
   * May this stack add permissions? With `true`, grants become an inline policy of the role, named after its place in
   * this stack. With `false`, nothing is added, and a warning at synth says what each grant would have added.
   *
   * @default true
   */
  readonly mutable?: boolean;
}

/** How a role that is known by its name is used. */
export interface NamedRoleOptions extends ImportedRoleOptions {
  /** Where the role is kept. @default '/' */
  readonly path?: string;
}

/**
 * An IAM role with one inline policy that grows with every grant.
 *
 * Roles for tasks and for schedules carry the two conditions against the confused-deputy problem: only ECS or Scheduler
 * acting for this account may assume them.
 *
 * @notFor people and pipelines: they get theirs elsewhere, and `fromRoleName` grants to it.
 * @bills nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export class Role extends Construct implements IRole {
  /** A role that exists, by its ARN. Nothing is created, except what grants add: see {@link ImportedRoleOptions}. */
  static fromRoleArn(
    scope: Construct,
    id: string,
    roleArn: string,
    options: ImportedRoleOptions = {},
  ): IRole {
    requireShape('Role.fromRoleArn', 'ImportedRoleOptions', options);
    if (
      isKnown(roleArn) &&
      !/^arn:[\w-]+:iam::\d{12}:role\/([!-~]+\/)*[\w+=,.@-]+$/.test(roleArn)
    ) {
      throw misuse(`${scope.node.path}/${id}`, {
        what: 'roleArn must be the ARN of an IAM role',
        got: JSON.stringify(roleArn),
        fix: 'Write it like arn:aws:iam::123456789012:role/name, or use Role.fromRoleName.',
      });
    }
    return new ImportedRole(scope, id, roleArn, roleNameOf(roleArn), options.mutable ?? true);
  }

  /** A role of the provider's account, by its name. Nothing is created, except what grants add. */
  static fromRoleName(
    scope: Construct,
    id: string,
    roleName: string,
    options: NamedRoleOptions = {},
  ): IRole {
    requireShape('Role.fromRoleName', 'NamedRoleOptions', options);
    const where = `${scope.node.path}/${id}`;
    const { path = '/', mutable = true } = options;
    requireRoleName(where, roleName);
    requirePath(where, path);
    const { partition, accountId } = AwsEnvironment.of(scope);
    const roleArn = `arn:${partition}:iam::${accountId}:role${path}${roleName}`;
    return new ImportedRole(scope, id, roleArn, roleName, mutable);
  }

  readonly resource: IamRole;
  readonly roleName: string;

  private _roleArn?: string;
  /** Undefined where AWS makes the name. */
  private readonly exactPlace?: { readonly path: string };
  private readonly inlinePolicy: InlinePolicy;
  private readonly attachments: readonly IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    requireShape(this, 'RoleProps', props);
    requireOwnNames(this);
    requireStackTags(this);
    const { roleName, path, maxSessionDurationSeconds, managedPolicyArns = [], tags } = props;
    if (roleName !== undefined) {
      requireRoleName(this, roleName);
    }
    if (path !== undefined) {
      requirePath(this, path);
    }
    requireDescription(this, props.description);
    requireNamePrefix(this, props.namePrefix);
    requireArn(this, props.permissionsBoundaryArn, {
      option: 'permissionsBoundaryArn',
      kind: 'policy',
    });
    managedPolicyArns.forEach((arn) =>
      requireArn(this, arn, { option: 'each of managedPolicyArns', kind: 'policy' }),
    );
    requireTags(this, tags);
    requireInteger(this, maxSessionDurationSeconds, {
      name: 'maxSessionDurationSeconds',
      min: 3600,
      max: 43_200,
      unit: 'seconds',
    });
    const trust = trustDocument(props.assumedBy, this.trustConditions(props.assumedBy));
    this.resource = new IamRole(this, 'Resource', {
      name: roleName,
      namePrefix: roleName === undefined ? generatedPrefix(props.namePrefix) : undefined,
      description: literal(props.description),
      path: literal(path),
      permissionsBoundary: literal(props.permissionsBoundaryArn),
      maxSessionDuration: maxSessionDurationSeconds,
      assumeRolePolicy: jsonText(() => trust),
      tags: tags === undefined ? undefined : literal(tags),
    });
    this.roleName = this.resource.name;
    // The attribute `path` has its default only after the real provider has seen it: mocks leave it null.
    if (roleName !== undefined) {
      this.exactPlace = { path: path ?? '/' };
    }
    this.inlinePolicy = new InlinePolicy(this, { roleName: this.roleName, policyName: 'default' });
    this.attachments = [...new Set(managedPolicyArns)].map((policyArn, index) =>
      this.attach(policyArn, index),
    );
  }

  /** Known while Terraform plans where the role has an exact name; AWS says it after the apply where the name is generated. */
  get roleArn(): string {
    this._roleArn ??=
      this.exactPlace === undefined ? this.resource.arn : this.arnBelow(this.exactPlace.path);
    return this._roleArn;
  }

  /** Adds a statement; the same statement twice is rendered once. */
  addToPolicy(statement: PolicyStatement): void {
    requireShape(this, 'PolicyStatement', statement);
    this.inlinePolicy.add(statement);
  }

  grant(...permissions: readonly Permission[]): void {
    permissions.flatMap((one) => one.statements(this)).forEach((one) => this.addToPolicy(one));
  }

  /** Calls back with the managed policies and with the inline policy, now or when the first statement makes it. */
  onPolicy(listener: (policy: ITerraformDependable) => void): void {
    this.attachments.forEach(listener);
    this.inlinePolicy.onPolicy(listener);
  }

  private arnBelow(path: string): string {
    const { accountId, partition } = AwsEnvironment.of(this);
    const text = `arn:${partition}:iam::${accountId}:role${path}${this.roleName}`;
    return determined(this.resource, { text, attribute: this.resource.arn });
  }

  private attach(policyArn: string, index: number): IamRolePolicyAttachment {
    // The name keeps its address when another policy comes in front; a token has no name yet.
    const name = isKnown(policyArn) ? policyArn.slice(policyArn.lastIndexOf('/') + 1) : `${index}`;
    return new IamRolePolicyAttachment(this, `ManagedPolicy-${name}`, {
      role: this.roleName,
      policyArn: literal(policyArn),
    });
  }

  private trustConditions(principal: RolePrincipal): PolicyConditions | undefined {
    // EC2 assumes instance roles without a source ARN: the conditions would lock every host out.
    if (principal === 'ec2.amazonaws.com') {
      return undefined;
    }
    const { accountId, partition, region } = AwsEnvironment.of(this);
    // Scheduler names the group of the schedule, not the schedule.
    const [service, resource] =
      principal === 'scheduler.amazonaws.com'
        ? ['scheduler', 'schedule-group/default']
        : ['ecs', '*'];
    return {
      ArnLike: {
        'aws:SourceArn': `arn:${partition}:${service}:${region}:${accountId}:${resource}`,
      },
      StringEquals: { 'aws:SourceAccount': accountId },
    };
  }
}

function generatedPrefix(prefix: string | undefined): string | undefined {
  return isKnown(prefix) ? `${prefix.slice(0, 37)}-` : undefined;
}

function requireRoleName(where: Construct | string, roleName: string): void {
  requireName(where, roleName, {
    name: 'roleName',
    pattern: /^[\w+=,.@-]{1,64}$/,
    allowed: '1 to 64 letters, digits and + = , . @ _ -',
  });
}

const MAX_DESCRIPTION = 1000;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
function requireDescription(where: Construct, description: string | undefined): void {
  if (!isKnown(description)) {
    return;
  }
  const foreign = /[^\t\n\r\u0020-\u007e\u00a1-\u00ff]/u.exec(description)?.[0];
  if (foreign !== undefined || description.length > MAX_DESCRIPTION) {
    throw misuse(where, {
      what: `description has at most ${MAX_DESCRIPTION} characters of Latin-1`,
      got: foreign === undefined ? `${description.length} characters` : JSON.stringify(foreign),
      fix:
        foreign === undefined ? 'Shorten it.' : 'Write it without, such as with straight quotes.',
    });
  }
}

function requireNamePrefix(where: Construct, namePrefix: string | undefined): void {
  if (namePrefix !== undefined) {
    requireName(where, namePrefix, {
      name: 'namePrefix',
      pattern: /^[\w+=,.@-]+$/,
      allowed: 'letters, digits and + = , . @ _ -',
    });
  }
}

function requirePath(where: Construct | string, path: string): void {
  requireName(where, path, {
    name: 'path',
    pattern: /^(?=.{1,512}$)\/([!-.0-~]+\/)*$/,
    allowed: 'a / at both ends, such as /services/, up to 512 characters',
  });
}
