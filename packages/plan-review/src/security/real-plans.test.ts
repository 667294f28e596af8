import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maskPlan } from '../masking/mask-plan';
import { parsePlan } from '../plan/parse-plan';
import { reviewSecurity } from './review-security';

// Written by Terraform with version 5.100 of the AWS provider: a small network with one of each kind of rule and role
// is created, updated, replaced in part, and destroyed. Cut down to what the review of security reads.
function review(name: string) {
  const text = readFileSync(join(__dirname, 'fixtures', `${name}.json`), 'utf8');
  const result = reviewSecurity(maskPlan(parsePlan(JSON.parse(text))));
  return {
    ...result,
    rows: result.changes.map(
      ({ direction, decided, address }) => `${direction}${decided ? '' : '?'} ${address}`,
    ),
  };
}

describe('reviewSecurity of plans made by Terraform', () => {
  it('counts all that a new stack allows as widened', () => {
    expect(review('create').rows).toEqual([
      'widened aws_iam_role.r',
      'widened aws_iam_role_policy.p',
      'widened aws_iam_role_policy_attachment.a',
      'widened aws_ecr_repository_policy.e',
      'widened aws_kms_key.k',
      'widened aws_security_group.inline',
      'widened aws_security_group.inline',
      'widened aws_vpc_security_group_egress_rule.e',
      'widened aws_vpc_security_group_ingress_rule.i',
      'widened aws_ecs_task_definition.t',
      'widened aws_route.r',
      'widened aws_subnet.s',
    ]);
  });

  it('tells what an update widens from what it narrows, and leaves out changed tags', () => {
    const { rows, accessWidened } = review('update');
    expect(accessWidened).toBe('yes');
    expect(rows).toEqual([
      'widened aws_iam_role_policy_attachment.a',
      'widened aws_ecr_repository_policy.e',
      'widened aws_ecs_task_definition.t',
      'widened aws_ecs_task_definition.t',
      'widened aws_launch_template.l',
      'narrowed aws_iam_role.r',
      'narrowed aws_iam_role_policy.p',
      'narrowed aws_security_group.inline',
      'narrowed aws_vpc_security_group_ingress_rule.i',
      'narrowed aws_subnet.s',
    ]);
  });

  it('finds the rules of a replaced security group by reference', () => {
    const { rows } = review('replace');
    expect(rows).toContain('narrowed aws_vpc_security_group_ingress_rule.i');
    expect(rows.filter((row) => row.includes('egress_rule'))).toEqual([]);
    expect(rows.filter((row) => /^widened.*inline/.test(row))).toEqual([]);
  });

  it('finds nothing widened when everything goes', () => {
    const { rows, accessWidened } = review('destroy');
    expect(accessWidened).toBe('no');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.every((row) => row.startsWith('narrowed '))).toBe(true);
  });
});
