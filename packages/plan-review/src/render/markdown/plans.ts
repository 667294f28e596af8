import type { PlansReview, ReviewedPlan } from '../../model';
import { runOf } from '../about';
import { levelOfPlans, plansByNeed, plansInWords, rowOfPlan } from '../plans-words';
import { MARKS, renderMarkdown, type MarkdownOptions } from './markdown';
import { markerOf } from './marker';
import { bytes, code, details, escaped, htmlCode, short, table } from './text';

/** The least that a review of one plan may shrink to; below it the table says enough. */
const LEAST = 1500;

/**
 * Writes the report of several plans for one comment: a table, worst first, then each plan that says something of its own.
 *
 * The worst plans get the room first. What does not fit is named.
 */
export function renderPlansMarkdown(plans: PlansReview, options: MarkdownOptions = {}): string {
  const { maxBytes = 60_000, marker = 'hidden' } = options;
  const { unread, worthReading, same, unchanged } = plansByNeed(plans);
  const about = plans.title === undefined ? {} : { title: plans.title };
  const run = runOf([...worthReading, ...same, ...unchanged][0]?.review.about);
  const under = [
    ...(plans.title === undefined ? [] : [`**${escaped(short(plans.title))}**`]),
    ...(run === undefined ? [] : [`[run](${run})`]),
  ].join(' · ');
  const head = [
    `${marker === 'none' ? '' : `${markerOf(about)}\n`}## ${plans.failed > 0 ? '🔴' : MARKS[plans.level]} ${levelOfPlans(plans)}: ${plansInWords(plans)}`,
    under,
  ].filter((part) => part !== '');
  const rows = [
    ...unread.map(({ name, error }) => [
      '**not read**',
      code(short(name)),
      escaped(short(error, 400)),
      '',
    ]),
    ...[...worthReading, ...same].map((plan) => {
      const { level, counts, facts } = rowOfPlan(plan);
      return [
        `${MARKS[plan.review.verdict.level]} ${level}`,
        code(short(plan.name)),
        escaped(counts),
        escaped(facts),
      ];
    }),
  ];
  const shown = fitting(rows, maxBytes / 2);
  const quiet = fitting(
    unchanged.map(({ name }) => [code(short(name))]),
    maxBytes / 8,
  ).flat();
  const parts = [
    ...head,
    ...(shown.length === 0 ? [] : [table(['verdict', 'plan', 'does', 'which means'], shown)]),
    ...(shown.length < rows.length
      ? [`_and ${rows.length - shown.length} more plans, none of them worse._`]
      : []),
    ...(unchanged.length === 0
      ? []
      : [
          details(
            `${unchanged.length} without changes`,
            quiet.join(', ') +
              (quiet.length < unchanged.length
                ? ` and ${unchanged.length - quiet.length} more`
                : ''),
          ),
        ]),
  ];
  return `${[...parts, ...reviewsOf(worthReading, maxBytes - bytes(parts.join('\n\n')) - 300)].join('\n\n')}\n`;
}

/** Each review in an equal part of what is left; what one does not need, the next may have. */
function reviewsOf(plans: readonly ReviewedPlan[], room: number): readonly string[] {
  const texts: string[] = [];
  let left = room;
  for (const [index, { name, review }] of plans.entries()) {
    const frame = details(htmlCode(short(name)), '');
    const share = Math.floor(left / (plans.length - index)) - bytes(frame) - 2;
    // Better some of them whole than all of them without what they say.
    const own = Math.max(share, LEAST);
    if (own + bytes(frame) + 2 > left) {
      return [
        ...texts,
        `_${plans.length - index} more ${plans.length - index === 1 ? 'plan does' : 'plans do'} not fit into this comment. The HTML and JSON reports have everything._`,
      ];
    }
    const text = details(
      `${MARKS[review.verdict.level]} ${review.verdict.level} ${htmlCode(short(name))}`,
      renderMarkdown(review, { maxBytes: own, marker: 'none' }).trimEnd(),
    );
    texts.push(text);
    left -= bytes(text) + 2;
  }
  return texts;
}

function fitting<Row extends readonly string[]>(
  rows: readonly Row[],
  room: number,
): readonly Row[] {
  let size = 0;
  return rows.filter((row) => (size += bytes(row.join(' | ')) + 5) <= room);
}
