import { rowOf } from '../../plan/row-of';
import { exposureSettings } from './exposure-settings';
import { policyAttributes } from './policy-attributes';

/** Types that a rule of this folder reads as a whole. */
const whole = new Set([
  ...['aws_security_group_rule', 'aws_vpc_security_group_ingress_rule'],
  ...['aws_vpc_security_group_egress_rule', 'aws_route', 'aws_route_table_association'],
  ...['aws_iam_role_policy_attachment', 'aws_iam_role_policy_attachments_exclusive'],
  ...['aws_iam_user_policy_attachment', 'aws_iam_group_policy_attachment'],
  ...['aws_iam_policy_attachment', 'aws_lambda_permission'],
  ...['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
]);

/** Attributes beside those of the tables that a rule reads. */
const parts: Readonly<Record<string, readonly string[]>> = {
  aws_security_group: ['ingress', 'egress'],
  aws_default_security_group: ['ingress', 'egress'],
  aws_route_table: ['route'],
  aws_default_route_table: ['route'],
  aws_iam_role: ['inline_policy', 'managed_policy_arns'],
};

/** Whether rules compare a type as a whole, or one attribute of it, so that nothing has to be guessed. */
export function isJudgedExactly(type: string, attribute?: string): boolean {
  if (whole.has(type)) {
    return true;
  }
  const roots = [
    ...(rowOf(parts, type) ?? []),
    ...(rowOf(policyAttributes, type) ?? []).flatMap((row) => [
      row.attribute,
      row.holder?.attribute ?? row.attribute,
    ]),
    ...(rowOf(exposureSettings, type) ?? []).map(
      ({ path }) => path.split('.')[0]?.replace('[]', '') ?? path,
    ),
  ];
  return attribute === undefined
    ? rowOf(policyAttributes, type)?.some(({ holder }) => holder !== undefined) === true
    : roots.includes(attribute);
}
