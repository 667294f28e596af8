import type { OutputChange, PlanReview, ReviewedChange } from '../model';
import { compareReviews } from './compare-reviews';

const change: ReviewedChange = {
  address: 'aws_vpc.a',
  type: 'aws_vpc',
  action: 'update',
  construct: { path: 'Hello/Network/Resource', source: 'src/hello.ts:10' },
  replacedBy: [],
  imported: false,
  deposed: false,
  attributes: [
    {
      path: 'cidr',
      before: { kind: 'known', text: '10.0.0.0/16' },
      after: { kind: 'known', text: '10.1.0.0/16' },
      forcesReplacement: false,
    },
  ],
  unknownCount: 0,
  effects: [],
};
const output: OutputChange = { name: 'url', action: 'update', sensitive: false };

/** The parts that are compared; the others do not matter here. */
const review = (parts: Partial<PlanReview> = {}): PlanReview =>
  ({ schemaVersion: '1.0', changes: [change], outputs: [output], ...parts }) as PlanReview;

test('the same plan, made later by another release, has no differences', () => {
  const moved = {
    ...change,
    construct: { path: 'Hello/Network/Resource', source: 'src/hello.ts:11' },
  };
  const later = { plannedAt: '2026-11-23T10:00:00Z', terraformVersion: '1.12.0', changes: [moved] };
  expect(compareReviews(review(), review(later))).toEqual([]);
});

test.each<[string, PlanReview, string]>([
  [
    'a change that is gone',
    review({ changes: [] }),
    'aws_vpc.a: reviewed, and not in the plan any more.',
  ],
  [
    'a new change',
    review({ changes: [change, { ...change, address: 'aws_vpc.b', action: 'destroy' }] }),
    'aws_vpc.b: destroy of cidr, which nobody reviewed.',
  ],
  [
    'another action',
    review({ changes: [{ ...change, action: 'replace', attributes: [] }] }),
    'aws_vpc.a: replace; reviewed was update of cidr.',
  ],
  [
    'another value',
    review({
      changes: [
        {
          ...change,
          attributes: [
            {
              path: 'cidr',
              before: { kind: 'known', text: '10.0.0.0/16' },
              after: { kind: 'known', text: '0.0.0.0/0' },
              forcesReplacement: false,
            },
          ],
        },
      ],
    }),
    'aws_vpc.a: update of cidr, with other values.',
  ],
  [
    'an object left behind',
    review({ changes: [change, { ...change, deposed: true, action: 'destroy', attributes: [] }] }),
    'aws_vpc.a (old): destroy, which nobody reviewed.',
  ],
  [
    'another output',
    review({ outputs: [{ ...output, action: 'destroy' }] }),
    'output url: destroy; reviewed was update.',
  ],
])('%s is a difference', (_, planned, sentence) => {
  expect(compareReviews(review(), planned)).toEqual([sentence]);
});

test('a review of another schema is not compared', () => {
  const older = { ...review(), schemaVersion: '0.9' } as unknown as PlanReview;
  expect(compareReviews(older, review())).toEqual([
    'The review has schema version 0.9; this release writes 1.0.',
  ]);
});

test('a part of the plan that was not read is one that nobody reviewed', () => {
  const notRead = ['aws_s3_object.a content (2000000 characters)'];
  expect(compareReviews(review({ notRead }), review({ notRead }))).toEqual([]);
  expect(compareReviews(review(), review({ notRead }))).toEqual([
    'aws_s3_object.a content (2000000 characters): a part that this review does not read, which nobody reviewed.',
  ]);
  expect(compareReviews(review({ notRead }), review())).toEqual([
    'aws_s3_object.a content (2000000 characters): reviewed, and not in the plan any more.',
  ]);
});
