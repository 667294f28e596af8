import type { PlansReview, ReviewedPlan } from '../../model';
import { levelOfPlans, plansByNeed, plansInWords, rowOfPlan } from '../plans-words';
import { printable, withoutCommand } from '../printable';
import { levelColors, renderTerminal, type TerminalOptions } from './terminal';
import { painter } from './color';
import { fit, paragraph, wrap } from './writer';

/** Writes the report of several plans to a terminal: which of them change, worst first, then each of those. */
export function renderPlansTerminal(plans: PlansReview, options: TerminalOptions): string {
  const paint = painter(options.color);
  const width = Math.max(40, options.width ?? 100);
  const { unread, worthReading, same, unchanged } = plansByNeed(plans);
  const level = levelOfPlans(plans);
  const names = unchanged.map(
    ({ name }, index) => `${printable(name)}${index < unchanged.length - 1 ? ',' : ''}`,
  );
  const row = (plan: ReviewedPlan): readonly string[] => {
    const { level: word, counts, facts } = rowOfPlan(plan);
    const color = levelColors[plan.review.verdict.level];
    return [
      `  ${paint(color, word.padEnd('DESTRUCTIVE'.length))}  ${printable(plan.name)}  ${paint('dim', printable(counts))}`,
      ...(facts === '' ? [] : paragraph(printable(facts), ' '.repeat(15), width)),
    ];
  };
  const head = [
    ...(plans.title === undefined ? [] : [paint('dim', printable(plans.title))]),
    `${paint('bold', paint(plans.failed > 0 ? 'red' : levelColors[plans.level], level))}  ${plansInWords(plans)}`,
    '',
    ...unread.flatMap(({ name, error }) => [
      `  ${paint('red', 'NOT READ'.padEnd(11))}  ${printable(name)}`,
      ...paragraph(printable(error), ' '.repeat(15), width),
    ]),
    ...[...worthReading, ...same].flatMap(row),
    ...(names.length === 0
      ? []
      : wrap(['without changes:', ...names], width - 2).map((line) => paint('dim', `  ${line}`))),
  ];
  const parts = worthReading.flatMap((plan) => [
    '',
    paint('bold', fit(`── ${printable(plan.name)} ${'─'.repeat(width)}`, width).replace(/…$/, '─')),
    '',
    renderTerminal(plan.review, options),
  ]);
  return [...head.map(withoutCommand), ...parts].join('\n');
}
