import type { Json } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

const policy = (...statements: readonly Json[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (action: string): Json => ({ Effect: 'Allow', Action: action, Resource: '*' });
const deny: Json = { Effect: 'Deny', Action: '*', Resource: '*' };
const ofRole = (text: string) => ({ role: 'r', policy: text });
const port = (from: number) => ({
  id: 'sg-1',
  ingress: [{ from_port: from, to_port: from, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'] }],
});

describe('what allows less than before', () => {
  it.each<[string, string, Readonly<Record<string, Json>> | null, Readonly<Record<string, Json>>]>([
    [
      'a policy',
      'aws_iam_role_policy',
      ofRole(policy(allow('s3:*'))),
      ofRole(policy(allow('s3:Get*'))),
    ],
    ['a new Deny', 'aws_iam_role_policy', null, ofRole(policy(deny))],
    ['a group without a rule', 'aws_security_group', port(80), { id: 'sg-1', ingress: [] }],
    ['a rule of another port', 'aws_security_group', port(80), port(81)],
    [
      'an address that is no longer public',
      'aws_db_instance',
      { publicly_accessible: true },
      { publicly_accessible: false },
    ],
    [
      'groups that nobody compares',
      'aws_db_instance',
      { vpc_security_group_ids: ['a', 'b'] },
      { vpc_security_group_ids: ['a'] },
    ],
  ])('may stop who needs it: %s', (_name, type, before, after) => {
    expect(reviewPlan(planOf(changeOf(type, before, after))).verdict).toMatchObject({
      level: 'DANGEROUS',
      downtime: 'possible',
    });
  });

  it('stops nobody where it only allows more, or is new with its role', () => {
    const wider = changeOf(
      'aws_iam_role_policy',
      ofRole(policy(allow('s3:Get*'))),
      ofRole(policy(allow('s3:*'))),
    );
    const role = changeOf('aws_iam_role', null, { name: 'r', assume_role_policy: policy() });
    const denied = changeOf('aws_iam_role_policy', null, ofRole(policy(deny)));
    expect(reviewPlan(planOf(wider)).verdict.downtime).toBe('none');
    expect(reviewPlan(planOf(role, denied)).verdict.downtime).toBe('none');
  });

  it('is possible where a policy is known only after apply, and it exists already', () => {
    const rest = { after_unknown: { policy: true } };
    const known = (before: Readonly<Record<string, Json>> | null) =>
      reviewPlan(planOf(changeOf('aws_iam_role_policy', before, { role: 'r' }, rest))).verdict
        .downtime;
    expect(known(ofRole(policy(allow('s3:*'))))).toBe('possible');
    expect(known(null)).toBe('none');
  });

  it('is left to the deployment where tasks are rolled', () => {
    const service = (exec: boolean) => ({ desired_count: 1, enable_execute_command: exec });
    const json = changeOf('aws_ecs_service', service(true), service(false));
    expect(reviewPlan(planOf(json)).verdict.downtime).toBe('none');
  });
});
