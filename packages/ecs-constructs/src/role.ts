import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { type ITerraformDependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { AwsEnvironment } from './private/aws-environment';
import { policyDocument, trustDocument } from './private/policy-document';
import { isKnown } from './private/validation';

/** What a role is allowed to do. */
export interface PolicyStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** IAM condition block, for example `{ ArnEquals: { 'ecs:cluster': clusterArn } }`. @default - none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A role that permissions can be added to. */
export interface IRole {
  readonly roleName: string;
  readonly roleArn: string;
  addToPolicy(statement: PolicyStatement): void;
}

/** Services that this library makes roles for. */
export type RolePrincipal = 'ecs-tasks.amazonaws.com' | 'ec2.amazonaws.com';

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
  /** ARN of a policy that caps what the role can ever do. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
}

/**
 * An IAM role with one inline policy that grows with every grant.
 *
 * Roles for tasks carry the two conditions against the confused-deputy problem: only ECS acting for this account may
 * assume them. Do not use it for people or pipelines.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export class Role extends Construct implements IRole {
  readonly resource: IamRole;
  readonly roleName: string;
  readonly roleArn: string;

  private readonly _statements = new Map<string, PolicyStatement>();
  private readonly _onPolicy: ((policy: ITerraformDependable) => void)[] = [];
  private _policy?: IamRolePolicy;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    this.resource = new IamRole(this, 'Resource', {
      name: props.roleName,
      namePrefix: props.roleName === undefined ? generatedPrefix(props.namePrefix) : undefined,
      description: props.description,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: trustDocument(props.assumedBy, this.trustConditions(props.assumedBy)),
    });
    this.roleName = this.resource.name;
    this.roleArn = this.resource.arn;
  }

  /** Adds a statement; the same statement twice is rendered once. */
  addToPolicy(statement: PolicyStatement): void {
    this._statements.set(JSON.stringify(statement), statement);
    if (this._policy !== undefined) return;
    // An inline policy without statements is not valid, so it comes into being with the first one.
    this._policy = new IamRolePolicy(this, 'Policy', {
      role: this.roleName,
      name: 'default',
      policy: Lazy.stringValue({ produce: () => policyDocument([...this._statements.values()]) }),
    });
    for (const listener of this._onPolicy) listener(this._policy);
  }

  /** Calls back with the inline policy, now or when the first statement makes it. Use it to order others after the policy. */
  onPolicy(listener: (policy: ITerraformDependable) => void): void {
    this._onPolicy.push(listener);
    if (this._policy !== undefined) listener(this._policy);
  }

  private trustConditions(principal: RolePrincipal): PolicyStatement['conditions'] {
    // EC2 assumes instance roles without a source ARN: the conditions would lock every host out.
    if (principal !== 'ecs-tasks.amazonaws.com') return undefined;
    const { accountId, partition, region } = AwsEnvironment.of(this);
    return {
      ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${accountId}:*` },
      StringEquals: { 'aws:SourceAccount': accountId },
    };
  }
}

function generatedPrefix(prefix: string | undefined): string | undefined {
  return isKnown(prefix) ? `${prefix.slice(0, 37)}-` : undefined;
}
