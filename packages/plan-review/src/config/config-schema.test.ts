import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { publishedSchema } from '../testing/published-schema';
import { configJsonSchema } from './config-json-schema';
import { loadConfig } from './load-config';

const schema = publishedSchema('plan-review-config.schema.json', configJsonSchema());
const validate = new Ajv2020({ allErrors: true, formats: { date: /^\d{4}-\d\d-\d\d$/ } }).compile(
  schema,
);
const directory = mkdtempSync(join(tmpdir(), 'plan-review-config-schema-'));
afterAll(() => rmSync(directory, { recursive: true }));

function isAccepted(content: unknown): boolean {
  const file = join(directory, 'plan-review.json');
  writeFileSync(file, JSON.stringify(content));
  try {
    loadConfig(file, directory);
    return true;
  } catch {
    return false;
  }
}

const finding = { rule: 'CKV_AWS_260', address: '*', reason: 'it serves the public' };

test('the published schema is what the source gives', () => {
  expect(schema).toEqual(configJsonSchema());
});

test('every key is described for who writes it in an editor', () => {
  const { properties } = schema as { properties: Record<string, { description?: string }> };
  expect(
    Object.entries(properties).filter(([, { description = '' }]) => description === ''),
  ).toEqual([]);
});

test.each<[boolean, unknown]>([
  [true, {}],
  [
    true,
    {
      $schema: './node_modules/plan-review/schema/plan-review-config.schema.json',
      title: 'Estate',
    },
  ],
  [true, { holdsData: ['x_store'], protected: ['*.main'], ignoredTags: ['Seen*'] }],
  [true, { severities: { CKV_AWS_79: 'off' }, ignoredAttributes: { x: ['a.b'] } }],
  [true, { accepted: [{ ...finding, expires: '2027-03-31', of: '80/tcp' }] }],
  [true, { accepted: [{ rule: 'X', construct: 'Hello', reason: 'three words here' }] }],
  [false, { titel: 'Estate' }],
  [false, { title: '' }],
  [false, { severities: { X: 'bad' } }],
  [false, { accepted: [{ rule: 'X', reason: 'three words here' }] }],
  [false, { accepted: [{ ...finding, reason: 'no' }] }],
  [false, { accepted: [{ ...finding, expires: 'soon' }] }],
  [false, { accepted: [{ ...finding, why: 'because' }] }],
  [false, []],
])('editors and the command agree: %j %j', (is, content) => {
  expect([validate(content), isAccepted(content)]).toEqual([is, is]);
});
