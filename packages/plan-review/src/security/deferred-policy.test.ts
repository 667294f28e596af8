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

function rows(document: object, unknown: object = {}): readonly object[] {
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

  it.each([
    ['a part is unknown', {}, { statement: [{ resources: [true] }] }],
    ['others are merged in', { source_policy_documents: ['{"Statement":[]}'] }, {}],
  ])('stays undecided where %s', (_, document, unknown) => {
    expect(rows(document, unknown)).toMatchObject([{ direction: 'widened', decided: false }]);
  });
});
