/** Actions of IAM on some resources. */
export interface Grant {
  readonly actions: readonly string[];
  /** Ends of ARNs, behind the partition, with `{region}`, `{account}` and `{name}`. @default - everything: AWS knows no resource for these */
  readonly on?: readonly string[];
}

/** What Terraform calls for a type: to look at it in a plan, and to make, change and remove it. */
export interface TypeActions {
  readonly read: readonly Grant[];
  readonly write: readonly Grant[];
  /** The attribute that holds `{name}`; with `_prefix` behind it, the beginning of one. @default 'name' */
  readonly name?: string;
}

/** Actions that can be held to no resource. */
export function all(...actions: string[]): Grant {
  return { actions };
}

/** Actions on resources of these ARNs. */
export function on(arn: string | readonly string[], ...actions: string[]): Grant {
  return { actions, on: typeof arn === 'string' ? [arn] : arn };
}

/** Actions of EC2, whose things have no name before they are made. */
export function ec2(...actions: string[]): Grant {
  return all(...actions.map((action) => `ec2:${action}`));
}

/** What is tagged when it is made, and later. */
export const TAGS = ['CreateTags', 'DeleteTags'];
