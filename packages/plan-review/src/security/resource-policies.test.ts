import type { AccessChange } from '../model';
import type { ResourceChangeJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';
import { change, plan, type Values } from './testing/plans';

const rows = (...changes: ResourceChangeJson[]): readonly AccessChange[] =>
  reviewSecurity(plan(...changes)).changes;
const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (action: unknown, resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
const deny = (action: unknown, resource: unknown = '*') => ({
  ...allow(action, resource),
  Effect: 'Deny',
});
describe('reviewSecurity of trust and resource policies', () => {
  const trust = (principal: unknown, more: object = {}) => ({
    assume_role_policy: policy({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: principal,
      ...more,
    }),
    name: 'r',
  });

  it.each<[string, unknown, unknown, string[]]>([
    [
      'an account written in two ways',
      { AWS: '111111111111' },
      { AWS: 'arn:aws:iam::111111111111:root' },
      [],
    ],
    ['everyone written in two ways', '*', { AWS: '*' }, []],
    [
      'an account narrowed to a role',
      { AWS: '111111111111' },
      { AWS: 'arn:aws:iam::111111111111:role/a' },
      ['narrowed'],
    ],
    [
      'a role of another account',
      { AWS: '111111111111' },
      { AWS: 'arn:aws:iam::222222222222:role/a' },
      ['changed'],
    ],
    ['a service opened to everyone', { Service: 'ec2.amazonaws.com' }, '*', ['widened']],
    [
      'one more service',
      { Service: 'ec2.amazonaws.com' },
      { Service: ['ec2.amazonaws.com', 'ecs.amazonaws.com'] },
      ['widened'],
    ],
  ])('reads %s', (_, before, after, directions) => {
    const found = rows(change('aws_iam_role.r', trust(before), trust(after)));
    expect(found.map(({ direction, kind }) => [direction, kind])).toEqual(
      directions.map((direction) => [direction, 'trust']),
    );
  });

  it('compares NotPrincipal only as a whole', () => {
    const not = (...ids: string[]) => ({
      bucket: 'b',
      policy: policy({ ...deny('s3:*'), NotPrincipal: { AWS: ids } }),
    });
    const one = not('arn:aws:iam::111111111111:root');
    const two = not('arn:aws:iam::111111111111:root', 'arn:aws:iam::111111111111:role/a');
    const found = rows(change('aws_s3_bucket_policy.p', one, two));
    expect(found).toEqual([expect.objectContaining({ direction: 'widened', decided: false })]);
    expect(rows(change('aws_s3_bucket_policy.p', one, { ...one, id: 'x' }))).toEqual([]);
  });

  it.each([
    ['aws_ecr_repository_policy', { repository: 'r' }, 'policy'],
    ['aws_s3_bucket_policy', { bucket: 'b' }, 'policy'],
    ['aws_kms_key', { id: 'k' }, 'policy'],
    ['aws_sns_topic_policy', { arn: 't' }, 'policy'],
    ['aws_sqs_queue_policy', { queue_url: 'q' }, 'policy'],
    ['aws_secretsmanager_secret_policy', { secret_arn: 's' }, 'policy'],
    ['aws_cloudwatch_log_resource_policy', { policy_name: 'l' }, 'policy_document'],
    ['aws_vpc_endpoint', { id: 'vpce' }, 'policy'],
    ['aws_efs_file_system_policy', { file_system_id: 'fs' }, 'policy'],
  ])('reads %s', (type, values, attribute) => {
    const of = (principal: unknown) => ({
      ...values,
      [attribute]: policy({ ...allow('a:x'), Principal: principal }),
    });
    const found = rows(change(`${type}.p`, of('*'), of({ AWS: '111111111111' })));
    expect(found).toEqual([
      expect.objectContaining({ kind: 'resource-policy', direction: 'narrowed' }),
    ]);
    expect(rows(change(`${type}.p`, of({ AWS: '111111111111' }), of('*')))).toEqual([
      expect.objectContaining({ direction: 'widened', decided: true }),
    ]);
  });

  it('knows that an endpoint without policy allows everything', () => {
    const limited = {
      vpc_endpoint_id: 'vpce-1',
      policy: policy({ ...allow('s3:Get'), Principal: '*' }),
    };
    const endpoint = change('aws_vpc_endpoint.e', { id: 'vpce-1' }, { id: 'vpce-1' });
    const added = change('aws_vpc_endpoint_policy.p', null, limited);
    const removed = change('aws_vpc_endpoint_policy.p', limited, null);
    expect(rows(endpoint, removed).map(({ direction }) => direction)).toEqual(['widened']);
    expect(rows(removed).map(({ direction }) => direction)).toEqual(['widened']);
    expect(rows(endpoint, added).map(({ direction }) => direction)).toEqual(['narrowed']);
  });

  it('reads a Lambda permission as the statement that Lambda writes', () => {
    const permission = (more: object) => ({
      function_name: 'f',
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
      ...more,
    });
    const found = rows(
      change('aws_lambda_permission.p', permission({}), permission({ source_account: '1' })),
    );
    expect(found).toEqual([
      expect.objectContaining({
        direction: 'narrowed',
        why: 'Allows less: condition AWS:SourceAccount StringEquals 1 added.',
      }),
    ]);
  });
});

describe('reviewSecurity of what identities hold', () => {
  const attached = (arn: string) => ({ role: 'r', policy_arn: arn });
  const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;

  it('shows attached managed policies, and doubts when one is detached that may deny', () => {
    const address = 'aws_iam_role_policy_attachment.a';
    const directions = (before: Values, after: Values) =>
      rows(change(address, before, after)).map(({ direction, decided }) => [direction, decided]);
    expect(directions(null, attached(aws('ReadOnlyAccess')))).toEqual([['widened', true]]);
    expect(directions(attached(aws('ReadOnlyAccess')), null)).toEqual([['narrowed', true]]);
    expect(directions(attached(aws('AWSDenyAll')), null)).toEqual([['widened', false]]);
  });

  it('reads a detached policy where the plan holds it', () => {
    const arn = 'arn:aws:iam::111111111111:policy/p';
    const detached = change('aws_iam_role_policy_attachment.a', attached(arn), null);
    const with_ = (statement: object) =>
      change(
        'aws_iam_policy.p',
        { arn, policy: policy(statement) },
        { arn, policy: policy(statement) },
      );
    expect(rows(detached, with_(allow('a:x'))).map(({ direction }) => direction)).toEqual([
      'narrowed',
    ]);
    expect(rows(detached, with_(deny('a:x'))).map(({ direction }) => direction)).toEqual([
      'widened',
    ]);
  });

  it('counts a removed permissions boundary as widened', () => {
    const role = (boundary?: string) => ({ name: 'r', permissions_boundary: boundary ?? null });
    const of = (before?: string, after?: string) =>
      rows(change('aws_iam_role.r', role(before), role(after))).map(({ direction, decided }) => [
        direction,
        decided,
      ]);
    expect(of('b', undefined)).toEqual([['widened', true]]);
    expect(of(undefined, 'b')).toEqual([['narrowed', true]]);
    expect(of('b', 'c')).toEqual([['widened', false]]);
    expect(of('b', 'b')).toEqual([]);
  });

  it('cannot compare one role with another', () => {
    const profile = (role: string) => ({ name: 'p', role });
    expect(rows(change('aws_iam_instance_profile.p', profile('a'), profile('b')))).toEqual([
      expect.objectContaining({ kind: 'exposure', direction: 'widened', decided: false }),
    ]);
  });
});
