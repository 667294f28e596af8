import fc from 'fast-check';
import type { Request, StatementJson } from './iam-evaluator';

// Small universes, in which patterns overlap in every way.

const actions = ['s3:GetObject', 's3:PutObject', 's3:GetBucket', 'ecr:GetObject'];
const resources = ['arn:aws:s3:::a/1', 'arn:aws:s3:::a/2', 'arn:aws:s3:::b/1', 'arn:aws:s3:::ab'];
const principals = [
  'AWS:111111111111:role/a',
  'AWS:111111111111:assumed-role/a/session',
  'AWS:111111111111:user/b',
  'AWS:222222222222:role/a',
  'Service:ecs.amazonaws.com',
];
/** Values of condition keys; `undefined` is a request without the key. */
export const contexts: Record<string, (readonly string[] | undefined)[]> = {
  'aws:SourceIp': [undefined, ['10.0.0.1'], ['10.1.0.1'], ['192.168.0.1'], ['2001:db8::1']],
  'aws:PrincipalOrgID': [undefined, ['o-1'], ['o-2'], ['O-1']],
  'aws:SecureTransport': [undefined, ['true'], ['false']],
  'aws:TagKeys': [undefined, [], ['a'], ['b'], ['a', 'b'], ['c', 'a']],
  's3:max-keys': [undefined, ['1'], ['10'], ['100']],
  'aws:SourceArn': [
    undefined,
    ['arn:aws:sns:eu:1:t'],
    ['arn:aws:sns:eu:2:t:x'],
    ['arn:aws:sqs:us:1:u'],
  ],
};

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1, maxLength: 2 });
const condition = fc.oneof(
  fc.record({
    key: fc.constant('aws:SourceIp'),
    operator: fc.constantFrom('IpAddress', 'IpAddress', 'NotIpAddress', 'IpAddressIfExists'),
    values: some(
      '10.0.0.0/8',
      '10.0.0.0/16',
      '10.1.0.1/32',
      '0.0.0.0/0',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '2001:db8::/32',
    ),
  }),
  fc.record({
    key: fc.constant('aws:PrincipalOrgID'),
    operator: fc.constantFrom(
      'StringEquals',
      'StringLike',
      'StringNotEquals',
      'StringEqualsIfExists',
      'StringNotLike',
    ),
    values: some('o-1', 'o-2', 'o-*', '*-?', 'o-?*'),
  }),
  fc.record({
    key: fc.constant('aws:SecureTransport'),
    operator: fc.constantFrom('Bool', 'BoolIfExists', 'Null'),
    values: some('true', 'false'),
  }),
  fc.record({
    key: fc.constant('aws:TagKeys'),
    operator: fc.constantFrom(
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
      'ForAllValues:StringNotLike',
    ),
    values: some('a', 'b', 'c', '*'),
  }),
  fc.record({
    key: fc.constant('s3:max-keys'),
    operator: fc.constantFrom(
      'NumericEquals',
      'NumericLessThan',
      'NumericGreaterThanEquals',
      'NumericNotEquals',
    ),
    values: some('1', '10', '50'),
  }),
  fc.record({
    key: fc.constant('aws:SourceArn'),
    operator: fc.constantFrom('ArnLike', 'ArnNotLike', 'ArnLike'),
    values: some(
      'arn:aws:sns:*:1:*',
      'arn:aws:*:*:*:*',
      'arn:aws:sns:eu:1:t',
      'arn:aws:sns:eu:*:?',
    ),
  }),
);

const elements = {
  actions: some(
    '*',
    's3:*',
    's3:Get*',
    's3:getobject',
    '*:GetObject',
    's3:?etObject',
    'ecr:*',
    's3:PutObject',
  ),
  resources: some(
    '*',
    'arn:aws:s3:::a/*',
    'arn:aws:s3:::?/1',
    'arn:aws:s3:::a*',
    'arn:aws:s3:::*/*',
    'arn:aws:s3:::ab',
  ),
};

export const statement = (withPrincipal: boolean): fc.Arbitrary<StatementJson> =>
  fc
    .record({
      effect: fc.constantFrom(
        'Allow' as const,
        'Allow' as const,
        'Allow' as const,
        'Deny' as const,
      ),
      action: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
      actions: elements.actions,
      resource: fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
      resources: elements.resources,
      principal: fc.constantFrom<unknown>(
        '*',
        { AWS: '111111111111' },
        { AWS: 'arn:aws:iam::111111111111:role/a' },
        { AWS: ['arn:aws:iam::111111111111:user/b', 'arn:aws:iam::222222222222:root'] },
        { Service: 'ecs.amazonaws.com' },
      ),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map(
      ({
        effect,
        action,
        actions: ofAction,
        resource,
        resources: ofResource,
        principal,
        conditions,
      }) => ({
        Effect: effect,
        [action]: ofAction,
        [resource]: ofResource,
        ...(withPrincipal ? { Principal: principal } : {}),
        Condition: conditions.reduce<Record<string, Record<string, string[]>>>(
          (all, { operator, key, values }) => ({
            ...all,
            [operator]: { ...all[operator], [key]: values },
          }),
          {},
        ),
      }),
    );

/** Pairs that have something to do with each other: the second is the first with some statements changed. */
export const policies = (withPrincipal: boolean) =>
  fc
    .tuple(
      fc.array(statement(withPrincipal), { minLength: 1, maxLength: 3 }),
      fc.array(
        fc.record({ keep: fc.boolean(), edit: fc.nat(5), other: statement(withPrincipal) }),
        { minLength: 3, maxLength: 3 },
      ),
    )
    .map(([before, edits]) => ({
      before,
      after: before.flatMap((original, index) => {
        const { keep, edit, other } = edits[index] ?? {};
        const part = ['Action', 'Resource', 'Condition', 'Principal'][edit ?? 0];
        if ((keep === true && index > 0) || other === undefined) {
          return [original];
        }
        return edit === 4
          ? []
          : part === undefined || original[part] === undefined || other[part] === undefined
            ? [other]
            : [{ ...original, [part]: other[part] }];
      }),
    }));

function keysIn(statements: readonly StatementJson[]): string[] {
  return [
    ...new Set(
      statements.flatMap(({ Condition }) =>
        Object.values((Condition ?? {}) as Record<string, object>).flatMap((keys) =>
          Object.keys(keys),
        ),
      ),
    ),
  ];
}

/** Every request of the universe, as far as the condition keys that occur tell them apart. */
export function* requests(statements: readonly StatementJson[]): Generator<Request> {
  let all: Request['context'][] = [{}];
  for (const key of keysIn(statements).slice(0, 3)) {
    all = all.flatMap((context) =>
      (contexts[key] ?? []).map((value) => ({ ...context, [key]: value })),
    );
  }
  for (const context of all) {
    for (const principal of statements.some(({ Principal }) => Principal !== undefined)
      ? principals
      : ['']) {
      for (const action of actions) {
        for (const resource of resources) {
          yield { action, resource, principal, context };
        }
      }
    }
  }
}
