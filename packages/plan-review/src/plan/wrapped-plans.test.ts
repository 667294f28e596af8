import fc from 'fast-check';
import type { PlanReview } from '../model';
import { reviewPlan } from '../review';
import { planOfPieces, scenes } from '../testing/scenes';
import { wrappings } from '../testing/wrapped';
import { canonical, isList, isObject, type Json } from './json';
import type { PlanJson } from './plan-json';

const options = fc.record({
  exists: fc.boolean(),
  through: fc.constantFrom('direct' as const, 'local' as const, 'dynamic' as const),
});
const plans = fc
  .record(Object.fromEntries(Object.keys(scenes).map((name) => [name, fc.option(options)])))
  .map((chosen) =>
    planOfPieces(
      Object.entries(chosen).flatMap(([name, option]) =>
        option === null ? [] : (scenes[name]?.(option) ?? []),
      ),
    ),
  );

/** The order of what stands at equal rank follows the address, which is another one. */
function sorted(value: Json): Json {
  if (isList(value)) {
    return value.map(sorted).sort((left, right) => (canonical(left) < canonical(right) ? -1 : 1));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]))
    : value;
}

function said(review: PlanReview, unwrap: (text: string) => string): Json {
  return sorted(JSON.parse(unwrap(JSON.stringify(review))) as Json);
}

function reviewOf(plan: PlanJson): PlanReview {
  // Findings depend on the day only where something is accepted.
  return reviewPlan(plan, { today: new Date(0) });
}

describe.each(wrappings)('a plan $name', ({ wrap, unwrap }) => {
  it('is told like the same plan in the root module', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(said(reviewOf(wrap(plan)), unwrap)).toEqual(said(reviewOf(plan), (text) => text));
      }),
      { numRuns: 25, seed: 20260101 },
    );
  });
});
