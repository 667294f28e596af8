import type { ChangeJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { renderers } from '../testing/renderers';

const secret = 'correct-horse-battery';

const review = (change: Partial<ChangeJson>) =>
  reviewPlan({
    ...planOf(changeOf('aws_vpc', {}, {}, { actions: ['no-op'] })),
    output_changes: { pw: { actions: ['update'], before: secret, after: secret, ...change } },
  });

describe('an output', () => {
  it.each(['update', 'no-op'])('that stops being sensitive is looked at, by %s', (action) => {
    const found = review({ actions: [action], before_sensitive: true, after_sensitive: false });
    expect(found.outputs).toEqual([
      { name: 'pw', action: 'update', sensitive: true, comesToLight: true },
    ]);
    expect(found.verdict).toMatchObject({
      level: 'REVIEW',
      reasons: ['What was sensitive is shown in clear from then on: 1 output (pw).'],
    });
    for (const render of Object.values(renderers)) {
      expect(render(found)).toMatch(/in\s+clear\s+from\s+then\s+on|comesToLight/);
      expect(render(found)).not.toContain(secret);
    }
  });

  it.each<Partial<ChangeJson>>([
    { before_sensitive: true, after_sensitive: true, after: 'other' },
    { before_sensitive: false, after_sensitive: true },
    { actions: ['delete'], before_sensitive: true, after_sensitive: false, after: null },
  ])('that does not is not: %j', (change) => {
    expect(review(change).verdict.level).not.toBe('REVIEW');
    expect(review(change).outputs.map(({ comesToLight }) => comesToLight)).toEqual([undefined]);
  });
});
