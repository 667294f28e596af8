import type { DriftedResource, PlanReview, VerdictLevel } from '../../model';
import { printable, withoutCommand } from '../printable';
import { aboutInWords, runOf } from '../about';
import { driftInWords } from '../drift-words';
import { accessLines } from './access';
import { attributesIn, changeLines, type Layout } from './changes';
import { onlyDestroys } from '../only-destroys';
import { groupedBy } from '../../plan/grouped-by';
import { leftOut } from '../left-out';
import { findingLines } from './findings';
import { painter, type Color } from './color';
import { fit, paragraph } from './writer';
import { countsInWords, differenceInWords, secretInWords, shortPath, verdictFacts } from '../words';

/** How a review is written to a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns available. @default 100 */
  readonly width?: number;
  /** Above this many, resources to create are counted by type instead of listed. @default 12 */
  readonly listAtMost?: number;
}

/** The colour of each verdict. */
export const levelColors: Readonly<Record<VerdictLevel, Color>> = {
  'NO CHANGES': 'green',
  SAFE: 'green',
  REVIEW: 'yellow',
  DANGEROUS: 'red',
  DESTRUCTIVE: 'red',
};

/**
 * Writes a review for people in a terminal: the verdict and why, then what changes in the order of danger.
 *
 * Values are masked already. Control characters in names and values are shown as escapes, so that a plan cannot write
 * to the terminal.
 */
export function renderTerminal(review: PlanReview, options: TerminalOptions): string {
  const { width = 100, listAtMost = 12 } = options;
  const layout = { paint: painter(options.color), width: Math.max(40, width), listAtMost };
  return [
    ...verdictLines(review, layout),
    ...changeLines(review, layout),
    ...accessLines(review, layout),
    ...findingLines(review, layout),
    ...checkLines(review, layout),
    ...costLines(review, layout),
    ...outputLines(review, layout),
    ...besideLines(review, layout),
    ...driftLines(review, layout),
    ...leftOutLines(review, layout),
    ...endLines(review, layout),
  ]
    .map(withoutCommand)
    .join('\n');
}

/** Writes only what changed outside Terraform, and what a deployment would take back. */
export function renderDrift(review: PlanReview, options: TerminalOptions): string {
  const { width = 100, listAtMost = 12 } = options;
  const layout = { paint: painter(options.color), width: Math.max(40, width), listAtMost };
  return review.drift.length === 0
    ? layout.paint('bold', 'Nothing changed outside Terraform.')
    : driftLines(review, layout, ({ revertedByPlan }) =>
        revertedByPlan ? 'a deployment takes it back' : undefined,
      )
        .slice(1)
        .map(withoutCommand)
        .join('\n');
}

function verdictLines(review: PlanReview, { paint, width }: Layout): readonly string[] {
  const { verdict } = review;
  const plan = review.outcome === 'no-changes' ? 'No changes.' : `Plan: ${countsInWords(review)}.`;
  const about = aboutLines(review, { paint, width });
  if (verdict.level === 'NO CHANGES') {
    return [paint('bold', plan), ...about];
  }
  const level = paint('bold', paint(levelColors[verdict.level], verdict.level));
  const facts = printable(verdictFacts(review).join(', '));
  return [
    `${level}  ${facts}`,
    ...about,
    paint('bold', plan),
    ...verdict.reasons.flatMap((reason) => paragraph(printable(reason), '  ', width)),
  ];
}

/** Which plan it is, below the verdict that everybody looks for first. */
function aboutLines(
  { about }: PlanReview,
  { paint, width }: Pick<Layout, 'paint' | 'width'>,
): readonly string[] {
  const run = runOf(about);
  const text = [
    ...(about?.title === undefined ? [] : [about.title]),
    ...aboutInWords(about).map(([name, value]) => `${name} ${value}`),
  ].join(', ');
  return [...(text === '' ? [] : [text]), ...(run === undefined ? [] : [run])].flatMap((line) =>
    paragraph(printable(line), '', width).map((part) => paint('dim', part)),
  );
}

function checkLines({ failedChecks }: PlanReview, { paint, width }: Layout): readonly string[] {
  if (failedChecks.length === 0) {
    return [];
  }
  return [
    '',
    paint('red', `Conditions that do not hold (${failedChecks.length})`),
    ...failedChecks.flatMap(({ address, kind, messages }) => [
      `  ${printable(address)}  ${paint('dim', printable(kind))}`,
      ...messages.flatMap((message) => paragraph(printable(message), '      ', width)),
    ]),
  ];
}

function costLines(
  { cost, everythingIsNew }: PlanReview,
  { paint, width }: Layout,
): readonly string[] {
  const dollars = (amount: number | undefined): string => `$${(amount ?? 0).toFixed(2)}`;
  const changed = cost.resources.filter(
    ({ monthlyBefore = 0, monthlyAfter = 0 }) => monthlyBefore !== monthlyAfter,
  );
  if (cost.monthlyBefore === undefined && cost.monthlyAfter === undefined) {
    return cost.unpriced.length === 0
      ? []
      : [
          '',
          paint('bold', 'Cost: not priced'),
          ...cost.unpriced.map(({ what, why }) =>
            paint('dim', fit(`  not priced: ${printable(what)} (${printable(why)})`, width)),
          ),
        ];
  }
  return [
    '',
    paint(
      'bold',
      `Cost: ${dollars(cost.monthlyBefore)} → ${dollars(cost.monthlyAfter)} a month (prices of ${printable(cost.pricesOf)})`,
    ),
    ...(everythingIsNew === true && changed.length > 0
      ? paragraph(
          printable(
            changed.map(({ what, monthlyAfter }) => `${what} ${dollars(monthlyAfter)}`).join('; '),
          ),
          '  ',
          width,
        )
      : changed.map(({ what, monthlyBefore, monthlyAfter }) =>
          fit(`  ${printable(what)}: ${dollars(monthlyBefore)} → ${dollars(monthlyAfter)}`, width),
        )),
    ...(cost.unpriced.length === 0
      ? []
      : paragraph(printable(`not priced: ${unpricedInWords(cost)}`), '  ', width).map((line) =>
          paint('dim', line),
        )),
  ];
}

/** By the reason; on what exactly the use depends stands in the other formats. */
function unpricedInWords({ unpriced }: PlanReview['cost']): string {
  return groupedBy(unpriced, ({ why }) => [reasonInShort(why)])
    .map(
      (same) => `${same.map(({ what }) => what).join(', ')} (${reasonInShort(same[0]?.why ?? '')})`,
    )
    .join('; ');
}

function reasonInShort(why: string): string {
  return /^depends? on /.test(why) ? 'by use' : why;
}

function outputLines(review: PlanReview, { paint, width }: Layout): readonly string[] {
  const { outputs, everythingIsNew } = review;
  // Of a first deployment most are known after it, and are told then; how many there are stands on top.
  if (outputs.length === 0 || everythingIsNew === true) {
    return [];
  }
  // Of a destruction nobody needs them any more.
  if (onlyDestroys(review)) {
    const names = outputs.map(({ name }) => name).join(', ');
    return ['', ...paragraph(printable(`Outputs (${outputs.length}): ${names}`), '', width)];
  }
  const signs = { create: '+', update: '~', destroy: '-' } as const;
  return [
    '',
    paint('bold', `Outputs (${outputs.length})`),
    ...outputs.map(({ name, action, sensitive, comesToLight, change }) => {
      const value = sensitive
        ? secretInWords(comesToLight)
        : change === undefined
          ? ''
          : differenceInWords(change);
      return fit(
        `  ${signs[action]} ${printable(name)}${value === '' ? '' : `: ${printable(value)}`}`,
        width,
      );
    }),
  ];
}

function besideLines({ besideTerraform = [] }: PlanReview, layout: Layout): readonly string[] {
  if (besideTerraform.length === 0) {
    return [];
  }
  return [
    '',
    layout.paint('bold', `Beside Terraform (${besideTerraform.length})`),
    ...besideTerraform.flatMap((text) => paragraph(printable(text), '  ', layout.width)),
  ];
}

function driftLines(
  review: PlanReview,
  layout: Layout,
  inWords: (drifted: DriftedResource) => string | undefined = (drifted) =>
    driftInWords(drifted, review),
): readonly string[] {
  const { drift } = review;
  if (drift.length === 0) {
    return [];
  }
  return [
    '',
    layout.paint('yellow', `Changed outside Terraform (${drift.length})`),
    ...drift.flatMap((resource) => [
      `  ${printable(nameOf({ ...resource, constructPath: resource.construct?.path }))}: ${resource.action === 'destroy' ? 'deleted' : 'changed'}${and(inWords(resource))}`,
      ...attributesIn(resource.attributes, layout),
    ]),
  ];
}

function leftOutLines(review: PlanReview, { paint, width }: Layout): readonly string[] {
  const lines = leftOut(review).flatMap((text) => paragraph(printable(text), '', width));
  return lines.length === 0 ? [] : ['', ...lines.map((line) => paint('dim', line))];
}

function and(text: string | undefined): string {
  return text === undefined ? '' : `; ${text}`;
}

function endLines(review: PlanReview, { paint, width }: Layout): readonly string[] {
  if (review.errored) {
    const text = 'Terraform stopped with errors: this plan is incomplete and cannot be applied.';
    return ['', paint('red', text)];
  }
  if (review.complete) {
    return [];
  }
  const text = 'Terraform deferred a part of it: plan again after this one is applied.';
  return [
    '',
    paint('yellow', text),
    ...review.deferred.map(({ address, reason }) =>
      fit(`  ${printable(address)}: ${printable(reason)}`, width),
    ),
  ];
}

function nameOf(item: {
  readonly address: string;
  readonly constructPath?: string | undefined;
}): string {
  return item.constructPath === undefined ? item.address : shortPath(item.constructPath);
}
