import type { Json, JsonObject } from '../../plan/json';
import { unknownValue, type PlanView, type Resource, type Side } from '../../plan/plan-view';

interface PermissionSide {
  readonly holder: string;
  readonly policy: Json | typeof unknownValue;
}

/** Which argument becomes which condition of the statement that Lambda writes. */
const conditions: Readonly<Record<string, readonly [operator: string, key: string]>> = {
  source_arn: ['ArnLike', 'AWS:SourceArn'],
  source_account: ['StringEquals', 'AWS:SourceAccount'],
  principal_org_id: ['StringEquals', 'aws:PrincipalOrgID'],
  function_url_auth_type: ['StringEquals', 'lambda:FunctionUrlAuthType'],
  event_source_token: ['StringEquals', 'lambda:EventSourceToken'],
};

/**
 * `aws_lambda_permission` as the policy that Lambda makes of it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function lambdaPermission(
  view: PlanView,
  resource: Resource,
): {
  readonly kind: 'resource-policy';
  readonly address: string;
  readonly before?: PermissionSide;
  readonly after?: PermissionSide;
} {
  const side = (which: Side): Record<string, PermissionSide> =>
    resource[which] === undefined
      ? {}
      : {
          [which]: {
            holder:
              view.target(resource, which, 'function_name', 'aws_lambda_function') ??
              resource.address,
            policy: policyOf(view, resource, which),
          },
        };
  return {
    kind: 'resource-policy',
    address: resource.address,
    ...side('before'),
    ...side('after'),
  };
}

function policyOf(view: PlanView, resource: Resource, side: Side): Json | typeof unknownValue {
  const value = (attribute: string) => view.value(resource, side, attribute);
  const needed = ['action', 'principal', 'qualifier', ...Object.keys(conditions)].map(value);
  if (needed.includes(unknownValue)) {
    return unknownValue;
  }
  const condition: Record<string, JsonObject> = {};
  for (const [attribute, [operator, key]] of Object.entries(conditions)) {
    const given = value(attribute);
    if (typeof given === 'string') {
      condition[operator] = { ...condition[operator], [key]: given };
    }
  }
  const principal = String(value('principal'));
  const qualifier = value('qualifier');
  return {
    Version: '2008-10-17',
    Statement: {
      Effect: 'Allow',
      Action: String(value('action')),
      Principal:
        principal === '*'
          ? '*'
          : { [/^(\d{12}|arn:.*)$/.test(principal) ? 'AWS' : 'Service']: principal },
      Resource:
        typeof qualifier === 'string' ? `the function, version ${qualifier}` : 'the function',
      Condition: condition,
    },
  };
}
