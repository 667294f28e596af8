import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlanReview, renderHtml, renderJson, renderMarkdown } from 'plan-review';

/** The forms in which a review is kept beside the terminal's. */
const renderers: readonly (readonly [string, (review: PlanReview) => string])[] = [
  ['review.json', renderJson],
  ['review.html', renderHtml],
  ['review.md', (review) => renderMarkdown(review)],
];

/** Writes a review in every form, in place of an earlier one. Reviews are masked, so they may leave the machine. */
export function writeReports(directory: string, review: PlanReview): readonly string[] {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return renderers.map(([name, render]) => {
    const file = join(directory, name);
    writeFileSync(file, render(review));
    return file;
  });
}
