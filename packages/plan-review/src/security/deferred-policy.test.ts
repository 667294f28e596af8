import type { JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';
import { change } from './testing/plans';

const statement = {
  sid: 'Read',
  effect: null,
  actions: ['s3:GetObject'],
  not_actions: null,
  resources: ['arn:aws:s3:::logs/*'],
  not_resources: null,
  principals: [],
  not_principals: [],
  condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['true'] }],
};

function rows(
  document: object,
  unknown: object = {},
  written: readonly JsonObject[] = [],
): readonly object[] {
  const source = {
    ...change(
      'aws_iam_policy_document.d',
      null,
      { statement: [statement], ...document },
      {
        json: true,
        ...unknown,
      },
    ),
    address: 'data.aws_iam_policy_document.d',
    mode: 'data' as const,
  };
  const references = ['data.aws_iam_policy_document.d.json', 'data.aws_iam_policy_document.d'];
  const plan: PlanJson = {
    format_version: '1.2',
    resource_changes: [
      source,
      change('aws_iam_role_policy.p', null, { role: 'r' }, { policy: true }),
    ],
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_iam_role_policy.p',
            type: 'aws_iam_role_policy',
            name: 'p',
            expressions: { policy: { references } },
          },
          {
            address: 'data.aws_iam_policy_document.d',
            mode: 'data',
            type: 'aws_iam_policy_document',
            name: 'd',
            expressions: { statement: written },
          },
        ],
      },
    },
  };
  return reviewSecurity(plan).changes;
}

describe('a policy document that is read while the plan is applied', () => {
  it('is read in the plan where its statements are complete', () => {
    expect(rows({})).toMatchObject([
      {
        direction: 'widened',
        decided: true,
        after: {
          effect: 'Allow',
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::logs/*',
          condition: 'aws:SecureTransport Bool true',
        },
      },
    ]);
  });

  it('says which ARN is not known yet, and judges the rest', () => {
    const references = ['aws_s3_bucket.new.arn', 'aws_s3_bucket.new'];
    const document = { statement: [{ ...statement, actions: ['s3:*'], resources: null }] };
    const unknown = { statement: [{ resources: true, actions: [false], condition: [{}] }] };
    expect(rows(document, unknown, [{ resources: { references } }])).toMatchObject([
      {
        direction: 'widened',
        decided: true,
        after: { action: 's3:*', resource: '(aws_s3_bucket.new.arn, known after apply)' },
      },
    ]);
    const listed = { statement: [{ ...statement, resources: ['*', null] }] };
    expect(rows(listed, { statement: [{ resources: [false, true] }] })).toMatchObject([
      { after: { resource: '(known after apply), *' } },
    ]);
  });

  it('says which principal is not known yet', () => {
    const principals = [{ type: 'AWS', identifiers: null }];
    const document = { statement: [{ ...statement, principals }] };
    const unknown = { statement: [{ principals: [{ identifiers: true }] }] };
    expect(rows(document, unknown)).toMatchObject([
      { after: { principal: '(known after apply)' } },
    ]);
  });

  it.each([
    ['an action is unknown', {}, { statement: [{ actions: [true] }] }],
    ['the effect is unknown', {}, { statement: [{ effect: true }] }],
    ['all principals are unknown', {}, { statement: [{ principals: true }] }],
    [
      'a kind of principal is unknown',
      { statement: [{ ...statement, principals: [{ identifiers: ['*'] }] }] },
      { statement: [{ principals: [{ type: true }] }] },
    ],
    ['a condition is unknown', {}, { statement: [{ condition: [{ variable: true }] }] }],
    ['all statements are unknown', {}, { statement: true }],
    ['others are merged in', { source_policy_documents: ['{"Statement":[]}'] }, {}],
  ])('stays undecided where %s', (_, document, unknown) => {
    expect(rows(document, unknown)).toMatchObject([{ direction: 'widened', decided: false }]);
  });
});
