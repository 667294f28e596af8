import type { PlanReview } from '../model';
import { formats } from '../render/formats';

/** Every renderer there is, by name: a format that is added is covered by the tests that run them all. */
export const renderers: Readonly<Record<string, (review: PlanReview) => string>> = {
  ...Object.fromEntries(
    Object.entries(formats).map(([name, render]) => [
      name,
      (review: PlanReview) => render(review, { color: true, listAtMost: 1000 }),
    ]),
  ),
  'narrow terminal': (review) => formats['terminal']?.(review, { color: false, width: 40 }) ?? '',
};
