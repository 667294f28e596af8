import { compareReviews } from './compare/compare-reviews';
import { exitCodeOf } from './gates/exit-code';
import { needsApproval } from './gates/needs-approval';
import { reviewPlan } from './review';
import { fixture } from './testing/fixtures';
import { renderers } from './testing/renderers';

const MOVE = 'my-app/server:latest names a1 after it, instead of b2.';
const nothing = fixture('no-changes');
const review = reviewPlan(nothing, { besideTerraform: [MOVE] });

describe('What a deployment changes beside Terraform', () => {
  it('is a change, although Terraform has none', () => {
    expect(review.outcome).toBe('changes');
    expect(review.verdict.level).toBe('SAFE');
    expect(exitCodeOf(review)).toBe(2);
    expect(needsApproval(review, 'any-change')).toBe('it changes something');
    expect(needsApproval(review, 'widening')).toBeUndefined();
  });

  it('is no part of the review where there is nothing of it', () => {
    const without = reviewPlan(nothing, { besideTerraform: [] });
    expect(without.outcome).toBe('no-changes');
    expect(without).not.toHaveProperty('besideTerraform');
  });

  it.each(Object.keys(renderers))('is said in %s', (name) => {
    const text = renderers[name]?.(review).replaceAll(/\s+/g, ' ') ?? '';
    expect(text).toContain('names a1 after it');
    expect(renderers[name]?.(reviewPlan(nothing)).replaceAll(/\s+/g, ' ')).not.toContain(
      'names a1',
    );
  });

  it('cannot write to a terminal or into a page', () => {
    const hostile = reviewPlan(nothing, {
      besideTerraform: ['\u001b[31m<script>alert(1)</script> [a](https://b)'],
    });
    expect(renderers['terminal']?.(hostile)).not.toContain('\u001b[31m<');
    expect(renderers['html']?.(hostile)).not.toContain('<script>alert');
    expect(renderers['markdown']?.(hostile)).not.toMatch(/<script>alert|\[a\]\(https/);
  });

  it('must be the same when a reviewed plan is made again', () => {
    expect(compareReviews(review, review)).toEqual([]);
    expect(compareReviews(reviewPlan(nothing), review)).toEqual([
      `${MOVE}: beside Terraform, which nobody reviewed.`,
    ]);
    expect(compareReviews(review, reviewPlan(nothing))).toEqual([
      `${MOVE}: reviewed, and not in the plan any more.`,
    ]);
  });
});
