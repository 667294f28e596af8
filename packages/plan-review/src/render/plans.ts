import type { NamedPlan, PlansReview, ReviewedPlan } from '../model';
import { formats } from './formats';
import { printable } from './printable';
import type { TerminalOptions } from './terminal';

/** Writes the report of several plans in one format: which of them change, then each that says something of its own. */
export function renderPlans(format: string, plans: PlansReview, options: TerminalOptions): string {
  if (format === 'json') return `${JSON.stringify(plans, undefined, 2)}\n`;
  const render = formats[format];
  if (render === undefined) throw new Error(`format: got ${format}.`);
  const parts = plans.plans
    .filter(isWorthReading)
    .map((plan) => `${printable(plan.name)}\n\n${render(plan.review, options)}`);
  return [plans.plans.map(line).join('\n'), ...parts].join('\n\n');
}

function isWorthReading(plan: NamedPlan): plan is ReviewedPlan {
  return 'review' in plan && plan.sameAs === undefined && plan.review.outcome === 'changes';
}

function line(plan: NamedPlan): string {
  const name = printable(plan.name);
  if (!('review' in plan)) return `ERROR  ${name}: ${printable(plan.error)}`;
  const same = plan.sameAs === undefined ? '' : ` (the same as ${printable(plan.sameAs)})`;
  return `${plan.review.verdict.level}  ${name}${same}`;
}
