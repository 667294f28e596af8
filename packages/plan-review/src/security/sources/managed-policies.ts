import { isList } from '../../plan/json';
import { rowOf } from '../../plan/row-of';
import type { Box } from '../box';
import { opaque } from '../constraint';
import { exactly } from '../glob';
import { parsePolicy } from '../policy-document';
import { unknownValue, type PlanView, type Resource, type Side } from '../../plan/plan-view';
import type { AccessRule } from '../rule';
import type { RuleSets } from '../rule-sets';

/** An attribute that attaches managed policies, and the attributes that name who gets them. */
interface Attachment {
  readonly policies: string;
  readonly holders: readonly { readonly attribute: string; readonly type: string }[];
}

const role = { attribute: 'role', type: 'aws_iam_role' };

/** By resource type. `holders: []` is the resource itself. */
const attachments: Readonly<Record<string, Attachment>> = {
  aws_iam_role: { policies: 'managed_policy_arns', holders: [] },
  aws_iam_role_policy_attachment: { policies: 'policy_arn', holders: [role] },
  aws_iam_role_policy_attachments_exclusive: {
    policies: 'policy_arns',
    holders: [{ attribute: 'role_name', type: 'aws_iam_role' }],
  },
  aws_iam_user_policy_attachment: {
    policies: 'policy_arn',
    holders: [{ attribute: 'user', type: 'aws_iam_user' }],
  },
  aws_iam_group_policy_attachment: {
    policies: 'policy_arn',
    holders: [{ attribute: 'group', type: 'aws_iam_group' }],
  },
  aws_iam_policy_attachment: {
    policies: 'policy_arn',
    holders: [
      { attribute: 'roles', type: 'aws_iam_role' },
      { attribute: 'users', type: 'aws_iam_user' },
      { attribute: 'groups', type: 'aws_iam_group' },
    ],
  },
};

/**
 * Policies of AWS that only allow: taking one away takes something away. Others may deny, which nobody sees in a plan.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const allowOnly =
  /^arn:aws[a-z-]*:iam::aws:policy\/(?:service-role\/(?:AmazonEC2ContainerServiceforEC2Role|AmazonECSTaskExecutionRolePolicy|AmazonEC2ContainerServiceRole|AmazonECSInfrastructureRolePolicyForVolumes|AWSLambdaBasicExecutionRole|AWSLambdaVPCAccessExecutionRole)|AdministratorAccess|PowerUserAccess|ReadOnlyAccess|AmazonSSMManagedInstanceCore|CloudWatchAgentServerPolicy|AmazonEC2ContainerRegistry(?:ReadOnly|PullOnly|PowerUser|FullAccess)|AmazonS3(?:ReadOnly|Full)Access|AmazonECS_FullAccess|CloudWatchLogsFullAccess)$/;

/** Puts every attached managed policy to its role, user or group. */
export function collectManagedPolicies(view: PlanView, rules: RuleSets): void {
  for (const resource of view.resources) {
    const attachment = rowOf(attachments, resource.type);
    // The provider also fills managed_policy_arns with what attachments attached.
    if (attachment === undefined || !view.isConfigured(resource, attachment.policies)) {
      continue;
    }
    for (const side of ['before', 'after'] as const) {
      for (const holder of holdersOf(view, resource, side, attachment)) {
        for (const policy of policiesOf(view, resource, side, attachment.policies)) {
          rules.add(side, holder, attached(view, resource, holder, policy));
        }
      }
    }
  }
}

function holdersOf(
  view: PlanView,
  resource: Resource,
  side: Side,
  { holders }: Attachment,
): string[] {
  if (resource[side] === undefined) {
    return [];
  }
  if (holders.length === 0) {
    return [resource.address];
  }
  return holders.flatMap(({ attribute, type }) => {
    const value = view.value(resource, side, attribute);
    if (value === undefined || value === null) {
      return [];
    }
    return isList(value)
      ? value.map((name) => view.named(String(name), type))
      : [view.target(resource, side, attribute, type) ?? resource.address];
  });
}

/** Addresses of policies in the plan, ARNs of others, or a text that equals no other while it is unknown. */
function policiesOf(view: PlanView, resource: Resource, side: Side, attribute: string): string[] {
  const value = view.value(resource, side, attribute);
  if (isList(value)) {
    return value.map((arn) => view.named(String(arn), 'aws_iam_policy'));
  }
  if (value === undefined || value === null) {
    return [];
  }
  const target = view.target(resource, side, attribute, 'aws_iam_policy');
  return [target ?? `(known after apply) ${resource.address}`];
}

function attached(view: PlanView, resource: Resource, holder: string, policy: string): AccessRule {
  const unknown = policy.startsWith('(known after apply)');
  const box: Box = [
    unknown
      ? [`managed policy ${policy}`, opaque()]
      : ['managed policy', { values: { kind: 'text', globs: [exactly(policy)], negated: false } }],
  ];
  return {
    kind: 'managed-policy',
    address: resource.address,
    effect: 'Allow',
    box,
    key: policy,
    columns: { principal: holder, policy: unknown ? '(known after apply)' : policy },
    doubts: unknown ? ['a policy that is known only after apply'] : [],
    ...(mayDeny(view, policy)
      ? { removalDoubt: 'the policy that is detached may deny something' }
      : {}),
  };
}

function mayDeny(view: PlanView, policy: string): boolean {
  const resource = view.find(policy);
  const text = resource === undefined ? undefined : view.value(resource, 'before', 'policy');
  if (text === undefined || text === unknownValue) {
    return !allowOnly.test(policy);
  }
  const document = parsePolicy(text);
  return 'unreadable' in document || document.statements.some(({ effect }) => effect === 'Deny');
}
