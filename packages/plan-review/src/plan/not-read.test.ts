import { exitCodeOf } from '../gates/exit-code';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { renderers } from '../testing/renderers';

const tagged = planOf(changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } }));

describe('a part of a plan that nobody here has heard of', () => {
  it('takes the all-clear away, and is named in every format', () => {
    expect(reviewPlan(tagged).verdict).toMatchObject({ level: 'SAFE', downtime: 'none' });
    const review = reviewPlan({ ...tagged, resource_wishes: [{ address: 'aws_vpc.a' }] });
    expect(review.notRead).toEqual(['resource_wishes']);
    expect(review.verdict).toMatchObject({
      level: 'REVIEW',
      downtime: 'not-known',
      accessWidened: 'not-known',
    });
    for (const render of Object.values(renderers)) {
      expect(render(review).replace(/\s+/g, ' ')).toMatch(/resource\\?_wishes/);
      expect(render(review)).not.toMatch(/no downtime|no data loss|not widened/i);
    }
  });

  it('is a change, even if nothing else is', () => {
    const review = reviewPlan({ ...planOf(), resource_wishes: ['a'] });
    expect(review.outcome).toBe('changes');
    expect(exitCodeOf(review)).toBe(2);
    expect(renderers['terminal']?.(review)).toContain('changes that this review does not read');
  });

  it.each([[[]], [{}], [null], [false], ['']])('that is empty is none: %j', (value) => {
    expect(reviewPlan({ ...tagged, resource_wishes: value }).notRead).toBeUndefined();
  });

  it('cannot write to a terminal by its name', () => {
    const review = reviewPlan({ ...tagged, ['\u001b[2J<b>']: [1] });
    expect(review.notRead).toEqual(['??2J?b?']);
  });

  it('is none of those that Terraform writes', () => {
    const all = { variables: { a: { value: 1 } }, checks: [], timestamp: '2026-01-01T00:00:00Z' };
    expect(reviewPlan({ ...tagged, ...all, prior_state: { values: {} } }).notRead).toBeUndefined();
  });
});
