import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewPlan } from 'plan-review';
import { Failure } from '../failure';
import { readReview } from './read-review';

const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-test-'));
const file = join(directory, 'review.json');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const read = (text: string): unknown => {
  writeFileSync(file, text);
  return readReview(file, 'review.json');
};

describe('a review that somebody approved', () => {
  it('is read as it was written', () => {
    const review = reviewPlan({ format_version: '1.2', resource_changes: [] });
    expect(read(JSON.stringify(review))).toMatchObject({ outcome: review.outcome });
  });

  it.each([
    ['null', 'review.json is no review: it holds null.'],
    ['[]', 'it holds a list'],
    ['7', 'it holds a number'],
    ['{}', 'it has no schemaVersion'],
    ['{"schemaVersion":"1.0"}', 'its changes are none'],
    ['{"schemaVersion":"1.0","changes":[null],"outputs":[]}', 'its changes are none'],
    ['{"schemaVersion":"1.0","changes":[],"outputs":{}}', 'its outputs are none'],
    [
      '{"schemaVersion":"1.0","changes":[],"outputs":[],"besideTerraform":1}',
      'what it changes beside Terraform is no list',
    ],
    ['{', 'review.json cannot be read: '],
  ])('is refused as stale, with the reason, when it is none: %s', (text, message) => {
    let thrown: unknown;
    try {
      read(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ exitCode: 5, message: expect.stringContaining(message) });
  });
});
