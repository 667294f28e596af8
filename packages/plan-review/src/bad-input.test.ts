import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parsePlanText } from './plan/parse-plan-text';
import { reviewPlan } from './review';
import { fixture } from './testing/fixtures';
import { renderers } from './testing/renderers';

const parameters = { numRuns: 300, seed: 20260101 };
const mixed = JSON.stringify(fixture('mixed'));

/** Either it is a review that every renderer can write, or one sentence that says what is wrong. */
function reviewsOrExplains(review: () => ReturnType<typeof reviewPlan>): void {
  let result: ReturnType<typeof reviewPlan>;
  try {
    result = review();
  } catch (error) {
    expect((error as Error).message).toMatch(/^Plan: .+\.$/s);
    return;
  }
  for (const render of Object.values(renderers)) {
    expect(typeof render(result)).toBe('string');
  }
}

describe('bad input', () => {
  it('of any bytes is reviewed or explained', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        reviewsOrExplains(() => reviewPlan(parsePlanText(bytes)));
      }),
      parameters,
    );
  });

  it('of any JSON is reviewed or explained', () => {
    const keys = [
      'resource_changes',
      'output_changes',
      'configuration',
      'checks',
      'planned_values',
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 })),
        (document) => {
          reviewsOrExplains(() => reviewPlan({ format_version: '1.2', ...document }));
        },
      ),
      parameters,
    );
  });

  it('of a plan that is cut off anywhere is explained', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: mixed.length - 1 }), (length) => {
        expect(() => parsePlanText(Buffer.from(mixed.slice(0, length)))).toThrow(
          length === 0 ? 'is empty' : 'is cut off',
        );
      }),
      parameters,
    );
  });

  it.each([
    ['mixed', mixed],
    [
      'of modules',
      readFileSync(join(__dirname, 'security/fixtures/opened-in-modules.json'), 'utf8'),
    ],
  ])('of a plan (%s) in which any value is another is reviewed or explained', (_name, text) => {
    let count = 0;
    JSON.parse(text, (_key, item: unknown) => (count++, item));
    const other = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, '', [], {}, true, -1, '\u001b[2J\u202e</script>', 'x'.repeat(10_000)),
      fc.constantFrom(
        'aws_ecs_service',
        'aws_launch_template',
        'aws_security_group',
        'aws_iam_policy',
        'constructor',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: count - 1 }), other, (target, value) => {
        let index = 0;
        const mutated: unknown = JSON.parse(text, (_key, item: unknown) =>
          index++ === target ? value : item,
        );
        reviewsOrExplains(() => reviewPlan(mutated));
      }),
      { ...parameters, numRuns: 200 },
    );
  });

  it.each(['1.0', '1.1', '1.2', '1.9'])(
    'of format %s with nothing optional is reviewed',
    (version) => {
      const change = { address: 'a.b', type: 'a', name: 'b', change: { actions: ['update'] } };
      const review = reviewPlan({ format_version: version, resource_changes: [change] });
      expect(review).toMatchObject({
        formatVersion: version,
        counts: { update: 1 },
        complete: true,
      });
    },
  );

  it('of control characters reaches no terminal', () => {
    const name = '\u001b]0;x\u0007\u202e';
    const change = { actions: ['update'], before: { [name]: name }, after: { [name]: `${name}2` } };
    const plan = {
      format_version: '1.2',
      resource_changes: [{ address: `a.${name}`, type: 'a', name, change }],
      output_changes: { [name]: { actions: ['create'], before: null, after: name } },
    };
    const text = renderers['narrow terminal']?.(reviewPlan(plan));
    expect(text).toContain('\\u001b');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
