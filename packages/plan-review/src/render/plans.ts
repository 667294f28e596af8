import type { PlansReview } from '../model';
import { renderPlansHtml } from './html/plans-page';
import { renderPlansMarkdown } from './markdown/plans';
import type { TerminalOptions } from './terminal/terminal';
import { renderPlansTerminal } from './terminal/plans';

const renderers: Readonly<
  Record<string, (plans: PlansReview, options: TerminalOptions) => string>
> = {
  terminal: renderPlansTerminal,
  markdown: (plans) => renderPlansMarkdown(plans),
  html: (plans) => renderPlansHtml(plans),
  json: (plans) => `${JSON.stringify(plans, undefined, 2)}\n`,
};

/** Writes the report of several plans in one format: which of them change, then each that says something of its own. */
export function renderPlans(format: string, plans: PlansReview, options: TerminalOptions): string {
  const render = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (render === undefined) {
    throw new Error(`format: got ${format}. Allowed: ${Object.keys(renderers).join(', ')}.`);
  }
  return render(plans, options);
}
