import type { ITerraformDependable } from 'cdktf';
import type { Permission } from './permission';

/** IAM condition block: operator, key, one value or several of which one must match. */
export type PolicyConditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** What a role is allowed to do. Statements that differ in their resources only are rendered as one. */
export interface PolicyStatement {
  /** Each as service and operation, such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /** ARNs. `*` only where IAM knows no narrower one, see `ACTIONS_WITHOUT_RESOURCE`. */
  readonly resources: readonly string[];
  /** IAM condition block, for example `{ ArnEquals: { 'ecs:cluster': clusterArn } }`. @default - none */
  readonly conditions?: PolicyConditions;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** Name of the statement: letters and digits. @default - none */
  readonly sid?: string;
}

/** A role that permissions can be added to. */
export interface IRole {
  readonly roleName: string;
  readonly roleArn: string;
  /** Adds a statement to what the role may do. */
  addToPolicy(statement: PolicyStatement): void;
  /** Adds permissions on what this library does not make, such as `Permission.s3Read(bucket)`. */
  grant(...permissions: readonly Permission[]): void;
  /** Calls back with whatever gives the role its permissions, now or when it comes into being: order others after it. */
  onPolicy(listener: (policy: ITerraformDependable) => void): void;
}
