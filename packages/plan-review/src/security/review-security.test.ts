import fc from 'fast-check';
import type { ResourceChangeJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';
import { change } from './testing/plans';

const review = (changes: ResourceChangeJson[]) =>
  reviewSecurity({ format_version: '1.2', resource_changes: changes });

describe('reviewSecurity of a whole plan', () => {
  it('has nothing to say about what is forgotten, moved or left behind', () => {
    const values = {
      policy_document: '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
    };
    const base = change('aws_cloudwatch_log_resource_policy.p', values, null);
    const forget = { ...base, change: { ...base.change, actions: ['forget'] } };
    expect(review([forget]).changes).toEqual([]);
    expect(review([{ ...base, deposed: 'abc' }]).changes).toEqual([]);
    expect(review([{ ...base, mode: 'data' }]).changes).toEqual([]);
    expect(review([base]).accessWidened).toBe('yes');
  });

  it('puts widened rows first, each with its construct', () => {
    const subnet = (open: boolean) => ({ map_public_ip_on_launch: open });
    const result = reviewSecurity(
      {
        format_version: '1.2',
        resource_changes: [
          change('aws_subnet.a', subnet(true), subnet(false)),
          change('aws_subnet.b', subnet(false), subnet(true)),
        ],
      },
      { 'aws_subnet.b': { path: 'Hello/Network/SubnetB' } },
    );
    expect(
      result.changes.map(({ direction, constructPath }) => [direction, constructPath]),
    ).toEqual([
      ['widened', 'Hello/Network/SubnetB'],
      ['narrowed', undefined],
    ]);
  });

  it('never throws, whatever the attributes hold', () => {
    const types = [
      ...['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_policy_attachment', 'aws_kms_key'],
      ...['aws_security_group', 'aws_security_group_rule', 'aws_lambda_permission', 'aws_route'],
      ...['aws_route_table', 'aws_launch_template', 'aws_ecs_task_definition', 'aws_s3_bucket'],
      ...['aws_route_table_association', 'aws_vpc_security_group_ingress_rule'],
    ];
    const names = [
      ...['assume_role_policy', 'policy', 'inline_policy', 'managed_policy_arns', 'ingress'],
      ...['cidr_ipv4', 'ip_protocol', 'from_port', 'self', 'roles', 'route', 'gateway_id'],
      ...['container_definitions', 'volume', 'metadata_options', 'security_group_id', 'role'],
    ];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.json({ maxDepth: 3 }),
      fc
        .dictionary(fc.constantFrom('Statement', 'Effect', 'Action', 'Condition'), fc.jsonValue())
        .map((statement) => JSON.stringify({ Statement: statement })),
    );
    const values = fc.option(fc.dictionary(fc.constantFrom(...names), value));
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        values,
        values,
        values,
        (type, before, after, unknown) => {
          const { changes } = review([change(`${type}.x`, before, after, unknown ?? {})]);
          expect(changes.every(({ why }) => why !== '')).toBe(true);
        },
      ),
      { seed: 20_240_229, numRuns: 1000, endOnFailure: true },
    );
  });

  it('reads 5,000 changed policies of 50 roles', () => {
    const changes = Array.from({ length: 5000 }, (_, index) => {
      const policy = (action: string) =>
        JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Action: ['s3:Get*', action],
            Resource: `arn:aws:s3:::b${index}/*`,
          },
        });
      return change(
        `aws_iam_role_policy.p${index}`,
        { role: `r${index % 50}`, policy: policy('s3:*') },
        { role: `r${index % 50}`, policy: policy('s3:Put') },
      );
    });
    expect(review(changes).accessWidened).toBe('no');
  });
});
