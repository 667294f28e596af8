import type { PlansReview, ReviewedPlan } from '../../model';
import { renderPlansMarkdown } from '../markdown/plans';
import { levelOfPlans, plansByNeed, plansInWords, rowOfPlan } from '../plans-words';
import { type Markup, markup, trusted } from './markup';
import { navigation, pageOf, sectionsOf, SUMMARY_BYTES } from './page';
import { about, versions } from './sections';
import { verdictSection } from './verdict';

/**
 * Writes the report of several plans as one HTML page: a table, worst first, and below it each review that says something
 * of its own.
 */
export function renderPlansHtml(plans: PlansReview): string {
  const { unread, worthReading, same, unchanged } = plansByNeed(plans);
  const anchors = new Map(worthReading.map(({ name }, index) => [name, `plan${index}`]));
  const [first] = [...worthReading, ...same, ...unchanged];
  const row = (plan: ReviewedPlan) => {
    const { level, counts, facts } = rowOfPlan(plan);
    const anchor = anchors.get(plan.name) ?? anchors.get(plan.sameAs ?? '');
    return markup`<tr><td><span class="badge ${tones[plan.review.verdict.level]}">${level}</span></td>
      <th scope="row">${anchor === undefined ? plan.name : markup`<a class="path" href="#${anchor}">${plan.name}</a>`}</th>
      <td>${counts}</td><td>${facts}</td></tr>`;
  };
  return pageOf({
    title: plans.title ?? 'Plan review',
    level: levelOfPlans(plans),
    about: first === undefined ? markup`` : about({ ...first.review, about: onlyRun(first) }),
    navigation: navigation([
      { id: 'plans', name: 'Plans', count: plans.plans.length, content: markup`` },
      ...worthReading.map(({ name }) => ({
        id: anchors.get(name) ?? '',
        name,
        content: markup``,
      })),
    ]),
    main: markup`<section id="plans" aria-labelledby="plans-title"><h2 id="plans-title">${levelOfPlans(plans)}: ${plansInWords(plans)}</h2>
      <table class="rows"><caption class="unseen">Plans, worst first</caption>
      <thead><tr><th scope="col">Verdict</th><th scope="col">Plan</th><th scope="col">Does</th><th scope="col">Which means</th></tr></thead>
      <tbody>${unread.map(
        ({ name, error }) =>
          markup`<tr><td><span class="badge bad">not read</span></td><th scope="row">${name}</th><td colspan="2">${error}</td></tr>`,
      )}${[...worthReading, ...same].map(row)}${unchanged.map(row)}</tbody></table></section>
      ${worthReading.map((plan, index) => reviewOf(plan, `plan${index}`, worthReading.length === 1))}`,
    versions: first === undefined ? markup`` : versions(first.review),
    summary: renderPlansMarkdown(plans, { maxBytes: SUMMARY_BYTES, marker: 'none' }),
  });
}

const tones = {
  'NO CHANGES': 'plain',
  SAFE: 'good',
  REVIEW: 'attention',
  DANGEROUS: 'bad',
  DESTRUCTIVE: 'bad',
} as const;

/** Commit and run are the same for all; what else a review is of stands with it. */
function onlyRun({ review }: ReviewedPlan): { readonly commit?: string; readonly run?: string } {
  const { commit, run } = review.about ?? {};
  return { commit, run };
}

function reviewOf({ name, review }: ReviewedPlan, anchor: string, isOpen: boolean): Markup {
  const sections = sectionsOf(review, 'none').map(({ content }) => content);
  const body = markup`${about(review)}${verdictSection(review)}${sections}`;
  return markup`<details class="plan fold" id="${anchor}"${isOpen && markup` open`}><summary>${name} <span class="badge ${tones[review.verdict.level]}">${review.verdict.level}</span></summary>
    ${trusted(apart(body.html, anchor))}</details>`;
}

/**
 * The same markup under names of its own, so that several reviews stand on one page. Only this package writes a quote into
 * markup: in every text of a plan it is an entity.
 */
function apart(html: string, prefix: string): string {
  return html
    .replace(
      / (id|aria-labelledby|for)="([^"]*)"/g,
      (_, attribute: string, names: string) =>
        ` ${attribute}="${names
          .split(' ')
          .map((one) => `${prefix}-${one}`)
          .join(' ')}"`,
    )
    .replace(/ href="#/g, ` href="#${prefix}-`)
    .replace(/="url\(#/g, `="url(#${prefix}-`);
}
