import type { AccessChange } from '../model';
import type { ResourceChangeJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';
import { change, plan } from './testing/plans';

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
    [
      'a new Allow behind a new Deny',
      [allow('a:x')],
      [allow('a:x'), allow('b:x'), deny('b:*')],
      ['narrowed'],
    ],
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
      'a wildcard that would cross a colon into more',
      { ArnLike: { k: 'arn:aws:*:1:t:x*' } },
      { ArnLike: { k: 'arn:aws:sns:eu:1:t:xy' } },
      'changed',
    ],
    [
      'a question mark that would be a colon',
      { ArnLike: { k: 'arn:aws:s?s:1:t:x*' } },
      { ArnLike: { k: 'arn:aws:s:s:1:t:xy' } },
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

  it('does not take a policy variable for a text that it may hold', () => {
    const own = allow('s3:Get', 'arn:aws:s3:::b/${aws:username}');
    const allBut = { Effect: 'Allow', Action: 's3:Get', NotResource: 'arn:aws:s3:::b/secret' };
    expect(rows(rolePolicy(policy(allBut), policy(own)))).toEqual([
      expect.objectContaining({ direction: 'widened', decided: false }),
    ]);
    // Without the version of 2012 the same text is no variable.
    const old = JSON.stringify({ Version: '2008-10-17', Statement: own });
    expect(rows(rolePolicy(old, policy(own)))).toEqual([
      expect.objectContaining({ direction: 'widened', decided: false }),
    ]);
    expect(rows(rolePolicy(old, old))).toEqual([]);
  });

  it('takes equal masked values for equal and others for unknown', () => {
    const on = (secret: string) => policy(allow('s3:Get', `arn:aws:s3:::${secret}/*`));
    expect(rows(rolePolicy(on('\ufdd01\ufdd1'), on('\ufdd01\ufdd1')))).toEqual([]);
    expect(rows(rolePolicy(on('\ufdd01\ufdd1'), on('\ufdd02\ufdd1')))).toEqual([
      expect.objectContaining({ direction: 'widened', decided: false }),
    ]);
  });
});
