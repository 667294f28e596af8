import Ajv2020 from 'ajv/dist/2020';
import { reviewJsonSchema } from './model/schema/json-schema';
import { reviewPlan } from './review';
import { publishedSchema } from './testing/published-schema';
import { changeOf, fixture, fixtureNames, planOf } from './testing/fixtures';

type Schema = Record<string, unknown>;

const schema = publishedSchema('plan-review-1.0.schema.json', reviewJsonSchema());

/** The published schema lets later minor versions add; here a property that it does not name is an error. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(closed);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'additionalProperties' && item === true ? false : closed(item),
    ]),
  );
}

const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(closed(schema) as Schema);

function errorsOf(document: unknown): unknown {
  return validate(JSON.parse(JSON.stringify(document))) ? [] : validate.errors;
}

// Every optional part of the model at least once.
const everything = {
  ...planOf(
    changeOf('aws_ecr_repository', { name: 'a' }, null),
    changeOf(
      'aws_launch_template',
      { user_data: 'a\nb\n' },
      { user_data: 'a\nc\n', password: 'x' },
    ),
    changeOf('aws_subnet', { vpc_id: 'v' }, {}, { after_unknown: { vpc_id: true } }),
    changeOf(
      'aws_ecs_service',
      { name: 'a' },
      { name: 'b' },
      {
        actions: ['delete', 'create'],
        replace_paths: [['name']],
      },
    ),
    {
      ...changeOf('aws_vpc', {}, {}, { actions: ['no-op'], importing: { id: 'vpc-1' } }),
      previous_address: 'aws_vpc.b',
    },
    changeOf('aws_security_group', null, {
      ingress: [{ cidr_blocks: ['0.0.0.0/0'], from_port: 0, to_port: 0, protocol: '-1' }],
    }),
  ),
  terraform_version: '1.11.4',
  timestamp: '2026-01-01T00:00:00Z',
  resource_drift: [changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } })],
  output_changes: { url: { actions: ['update'], before: 'a', after: 'b' } },
  checks: [{ address: { kind: 'check', to_display: 'check.a' }, status: 'fail' }],
  complete: false,
  deferred_changes: [{ reason: 'deferred_prereq', resource_change: changeOf('aws_vpc', null, {}) }],
};

describe('the schema of a review', () => {
  it('is in the file as the model gives it', () => {
    expect(schema).toEqual(reviewJsonSchema());
  });

  it('is a valid schema of draft 2020-12', () => {
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  it.each(fixtureNames)('describes the review of the %s plan', (name) => {
    expect(errorsOf(reviewPlan(fixture(name)))).toEqual([]);
  });

  it('describes everything a review can hold', () => {
    const origins = { 'aws_vpc.a': { path: 'Hello/Vpc', source: 'src/a.ts:1' } };
    const review = reviewPlan(everything, { origins, besideTerraform: ['a tag moves'] });
    expect(errorsOf(review)).toEqual([]);
    expect(review.changes.some(({ attributes }) => attributes.some(({ lines }) => lines))).toBe(
      true,
    );
  });

  it('refuses what is not in the model', () => {
    const review = reviewPlan(everything);
    expect(errorsOf({ ...review, values: 1 })).not.toEqual([]);
    expect(errorsOf({ ...review, outcome: 'maybe' })).not.toEqual([]);
    expect(errorsOf({ ...review, verdict: undefined })).not.toEqual([]);
  });
});
