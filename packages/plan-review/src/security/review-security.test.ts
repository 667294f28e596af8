import type { AccessChange } from '../model';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { isWidening, reviewSecurity } from './review-security';

type Values = Record<string, unknown> | null;

/** A change of one resource; `null` where it does not exist. */
function change(
  address: string,
  before: Values,
  after: Values,
  unknown: object = {},
): ResourceChangeJson {
  const [type = '', name = ''] = address.split('.');
  return {
    address,
    type,
    name,
    change: {
      actions: before === null ? ['create'] : after === null ? ['delete'] : ['update'],
      before,
      after,
      after_unknown: unknown,
    } as ResourceChangeJson['change'],
  };
}

function plan(...changes: ResourceChangeJson[]): PlanJson {
  return { format_version: '1.2', resource_changes: changes };
}

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
const rolePolicy = (before: string | null, after: string | null, name = 'p'): ResourceChangeJson =>
  change(
    `aws_iam_role_policy.${name}`,
    before === null ? null : { role: 'r', policy: before },
    after === null ? null : { role: 'r', policy: after },
  );

describe('reviewSecurity of identity policies', () => {
  it.each<[string, object[], object[], string[]]>([
    ['the order of statements', [allow('a:x'), allow('b:x')], [allow('b:x'), allow('a:x')], []],
    ['the order and case of actions', [allow(['a:X', 'a:Y'])], [allow(['a:y', 'a:x'])], []],
    ['a Sid', [allow('a:x', '*', { Sid: 'A' })], [allow('a:x', '*', { Sid: 'B' })], []],
    ['two statements made one', [allow('a:x'), allow('a:y')], [allow(['a:x', 'a:y'])], []],
    [
      'a wildcard replaced by a list',
      [allow('ecr:*')],
      [allow(['ecr:Get', 'ecr:Put'])],
      ['narrowed'],
    ],
    ['a list replaced by a wildcard', [allow(['ecr:Get'])], [allow('ecr:G*')], ['widened']],
    ['another action', [allow('s3:Get')], [allow('s3:Put')], ['changed']],
    ['a pattern within a pattern', [allow('a:x', 'x*z')], [allow('a:x', 'x?y*z')], ['narrowed']],
    ['a resource beside the pattern', [allow('a:x', 'x*z')], [allow('a:x', 'x*')], ['widened']],
    ['a new Deny', [allow('a:*')], [allow('a:*'), deny('a:b')], ['narrowed']],
    ['a removed Deny', [allow('a:*'), deny('a:b')], [allow('a:*')], ['widened']],
    ['a smaller Deny', [deny('a:*')], [deny('a:b')], ['widened']],
    ['a larger Deny', [deny('a:b')], [deny('a:*')], ['narrowed']],
    ['a removed statement', [allow('a:x'), allow('b:x')], [allow('a:x')], ['narrowed']],
    ['an Allow behind an equal Deny', [deny('a:x')], [deny('a:x'), allow('a:x')], []],
    [
      'NotAction that leaves out more',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      [{ Effect: 'Allow', NotAction: ['iam:*', 'kms:*'], Resource: '*' }],
      ['narrowed'],
    ],
    [
      'NotAction replaced by an action outside of it',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      [allow('s3:Get')],
      ['narrowed'],
    ],
    [
      'a policy variable replaced by everything',
      [allow('s3:Get', 'arn:aws:s3:::b/${aws:username}/*')],
      [allow('s3:Get', 'arn:aws:s3:::b/*')],
      ['widened'],
    ],
    [
      'everything replaced by a policy variable',
      [allow('s3:Get', 'arn:aws:s3:::b/*')],
      [allow('s3:Get', 'arn:aws:s3:::b/${aws:username}/*')],
      ['narrowed'],
    ],
  ])('reads %s', (_, before, after, directions) => {
    const found = rows(rolePolicy(policy(...before), policy(...after)));
    expect(found.map(({ direction }) => direction)).toEqual(directions);
  });

  const condition = (value: object) => allow('s3:Get', '*', { Condition: value });
  it.each<[string, object, object, string | undefined]>([
    ['a new condition', {}, { Bool: { 'aws:SecureTransport': 'true' } }, 'narrowed'],
    ['a removed condition', { Bool: { 'aws:SecureTransport': 'true' } }, {}, 'widened'],
    [
      'the case of a key',
      { Bool: { 'aws:securetransport': 'true' } },
      { Bool: { 'aws:SecureTransport': 'TRUE' } },
      undefined,
    ],
    [
      'a smaller block',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      { IpAddress: { 'aws:SourceIp': '10.3.0.0/16' } },
      'narrowed',
    ],
    [
      'halves of a block',
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } },
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      undefined,
    ],
    ['fewer values', { StringEquals: { k: ['a', 'b'] } }, { StringEquals: { k: 'a' } }, 'narrowed'],
    ['IfExists', { StringEquals: { k: 'a' } }, { StringEqualsIfExists: { k: 'a' } }, 'widened'],
    [
      'a pattern replaced by a text in it',
      { StringLike: { k: 'a*' } },
      { StringEquals: { k: 'ab' } },
      'narrowed',
    ],
    [
      'an ARN pattern',
      { ArnLike: { k: 'arn:aws:sns:*:1:*' } },
      { ArnLike: { k: 'arn:aws:sns:eu:1:t' } },
      'narrowed',
    ],
    [
      'a wildcard that would cross a colon',
      { ArnLike: { k: 'arn:aws:*:1:t:x' } },
      { ArnLike: { k: 'arn:aws:sns:eu:1:t' } },
      'changed',
    ],
    [
      'all values in fewer',
      { 'ForAllValues:StringEquals': { k: ['a', 'b'] } },
      { 'ForAllValues:StringEquals': { k: 'a' } },
      'narrowed',
    ],
    [
      'a lower limit',
      { NumericLessThan: { k: '10' } },
      { NumericLessThanEquals: { k: '9' } },
      undefined,
    ],
    [
      'an earlier date',
      { DateLessThan: { k: '2030-01-01T00:00:00Z' } },
      { DateLessThan: { k: '2029-01-01T00:00:00Z' } },
      'narrowed',
    ],
  ])('reads conditions: %s', (_, before, after, direction) => {
    const found = rows(rolePolicy(policy(condition(before)), policy(condition(after))));
    expect(found.map((row) => row.direction)).toEqual(direction === undefined ? [] : [direction]);
    expect(found.every(({ decided }) => decided)).toBe(true);
  });

  it('shows the columns of both sides and says what differs', () => {
    const [row] = rows(
      rolePolicy(policy(allow(['ecr:Get', 'ecr:Put'], 'r/*')), policy(allow('ecr:Get', 'r/a'))),
    );
    expect(row).toEqual({
      kind: 'iam',
      address: 'aws_iam_role_policy.p',
      direction: 'narrowed',
      decided: true,
      why: 'Allows less: action without ecr:Put; resource r/* becomes r/a.',
      before: {
        effect: 'Allow',
        principal: 'r',
        action: 'ecr:Get, ecr:Put',
        resource: 'r/*',
        condition: '',
      },
      after: { effect: 'Allow', principal: 'r', action: 'ecr:Get', resource: 'r/a', condition: '' },
    });
  });

  it('finds no change in a policy that only moves to another resource of the same role', () => {
    const text = policy(allow('a:x'), deny('b:*'));
    expect(rows(rolePolicy(text, null, 'old'), rolePolicy(null, text, 'new'))).toEqual([]);
  });

  it('does not miss the Deny of a role that is destroyed too', () => {
    const role = { name: 'r', assume_role_policy: policy() };
    const text = policy(deny('a:x'));
    expect(rows(rolePolicy(text, null)).map(({ direction }) => direction)).toEqual(['widened']);
    expect(rows(rolePolicy(text, null), change('aws_iam_role.r', role, null))).toEqual([]);
  });

  it.each([
    ['known only after apply', policy(allow('a:x')), undefined, { policy: true }],
    ['not JSON', policy(allow('a:x')), '{"Statement', {}],
    ['an unknown element', policy(allow('a:x')), policy({ ...allow('a:x'), Except: 'x' }), {}],
    ['a masked policy', policy(allow('a:x')), '\ufdd01\ufdd1', {}],
  ])('counts %s as widened, undecided', (_, before, after, unknown) => {
    const review = reviewSecurity(
      plan(change('aws_iam_policy.p', { policy: before }, { policy: after }, unknown)),
    );
    expect(review.accessWidened).toBe('undecided');
    expect(review.changes).toEqual([
      expect.objectContaining({ direction: 'widened', decided: false }),
    ]);
    expect(isWidening(review)).toBe(true);
  });

  it('cannot tell for an operator that it does not know, unless it stays', () => {
    const strange = condition({ BinaryEquals: { k: 'eA==' } });
    expect(rows(rolePolicy(policy(strange), policy(strange, deny('a:x'))))).toEqual([
      expect.objectContaining({ direction: 'narrowed' }),
    ]);
    const [row] = rows(
      rolePolicy(policy(strange), policy(condition({ BinaryEquals: { k: 'eB==' } }))),
    );
    expect(row).toMatchObject({ direction: 'widened', decided: false });
    expect(row?.why).toContain('BinaryEquals on k');
  });

  it('takes equal masked values for equal and others for unknown', () => {
    const on = (secret: string) => policy(allow('s3:Get', `arn:aws:s3:::${secret}/*`));
    expect(rows(rolePolicy(on('\ufdd01\ufdd1'), on('\ufdd01\ufdd1')))).toEqual([]);
    expect(rows(rolePolicy(on('\ufdd01\ufdd1'), on('\ufdd02\ufdd1')))).toEqual([
      expect.objectContaining({ direction: 'widened', decided: false }),
    ]);
  });
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
