import type { CostReview, PlanReview } from '../../model';
import { accessInWords } from '../access-words';
import { costInWords, countsInWords, everythingIsKnown } from '../words';
import { type Markup, markup } from './markup';

type Tone = 'good' | 'attention' | 'bad' | 'plain';

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly detail?: readonly string[];
  readonly tone: Tone;
}

const marks = { 'NO CHANGES': '✓', SAFE: '✓', REVIEW: '!', DANGEROUS: '▲', DESTRUCTIVE: '✕' };

/** What a reader who reads nothing else must know. */
export function verdictSection(review: PlanReview): Markup {
  const { verdict } = review;
  const counts = review.outcome === 'no-changes' ? 'No changes' : countsInWords(review);
  return markup`<section class="verdict ${verdict.level.replace(' ', '-').toLowerCase()}" aria-labelledby="verdict-title">
    <div class="level"><span class="mark" aria-hidden="true">${marks[verdict.level]}</span>
    <div><h2 id="verdict-title"><span class="unseen">Verdict: </span>${verdict.level}</h2><p>${counts}</p></div></div>
    <dl class="facts">${factsOf(review).map(factTile)}</dl>
    ${verdict.reasons.length > 0 && markup`<ul class="reasons" aria-label="Reasons">${verdict.reasons.map((reason) => markup`<li>${reason}</li>`)}</ul>`}
    </section>${notices(review)}`;
}

function factTile({ name, value, detail = [], tone }: Fact): Markup {
  return markup`<div class="fact ${tone}"><dt>${name}</dt><dd>${value}</dd>${detail.map((line) => markup`<dd class="detail">${line}</dd>`)}</div>`;
}

function factsOf(review: PlanReview): readonly Fact[] {
  const { verdict, cost } = review;
  const { downtime, accessWidened, dataLossPossible = [] } = verdict;
  const isLost = verdict.dataLoss.length > 0;
  const dataLoss = isLost ? verdict.dataLoss : dataLossPossible;
  const [nothing, calm] = everythingIsKnown(review)
    ? ([undefined, 'good'] as const)
    : (['Not known', 'attention'] as const);
  const places =
    dataLoss.length > 3 ? [...dataLoss.slice(0, 2), `and ${dataLoss.length - 2} more`] : dataLoss;
  return [
    {
      name: 'Downtime',
      value: {
        none: nothing ?? 'None',
        possible: 'Possible',
        expected: 'Expected',
        'not-known': 'Not known',
      }[downtime],
      tone: (
        { none: calm, possible: 'attention', expected: 'bad', 'not-known': 'attention' } as const
      )[downtime],
    },
    {
      name: 'Data loss',
      value:
        dataLoss.length === 0
          ? (nothing ?? 'None')
          : `${isLost ? 'In' : 'Possible in'} ${dataLoss.length === 1 ? '1 place' : `${dataLoss.length} places`}`,
      detail: places,
      tone: dataLoss.length === 0 ? calm : isLost ? 'bad' : 'attention',
    },
    {
      name: 'Access',
      value: capitalized(accessInWords(review)),
      tone: ({ no: calm, yes: 'bad', undecided: 'attention', 'not-known': 'attention' } as const)[
        accessWidened
      ],
    },
    {
      name: 'Cost',
      value: costChange(cost),
      detail:
        cost.monthlyBefore === undefined && cost.monthlyAfter === undefined
          ? []
          : [`${dollars(cost.monthlyBefore ?? 0)} → ${dollars(cost.monthlyAfter ?? 0)}`],
      tone: 'plain',
    },
  ];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function costChange(cost: CostReview): string {
  const words = costInWords(cost)?.replace(/^cost /, '') ?? 'Nothing priced';
  return words === 'unchanged' ? 'Unchanged' : words;
}

/** An amount as it stands in a table; negative ones do not occur. */
export function dollars(amount: number | undefined): string {
  return amount === undefined ? '–' : `$${amount.toFixed(2)}`;
}

/** What does not allow to apply the plan, or asks for another one. */
function notices({ errored, complete, deferred }: PlanReview): Markup {
  if (errored) {
    return markup`<p class="notice bad"><b>Terraform stopped with errors.</b> This plan is incomplete and cannot be applied.</p>`;
  }
  if (complete) {
    return markup``;
  }
  const list = deferred.map(
    ({ address, reason }) => markup`<li><code>${address}</code> ${reason}</li>`,
  );
  return markup`<div class="notice attention"><p><b>Terraform deferred a part.</b> Plan again after this one is applied.</p>${list.length > 0 && markup`<ul>${list}</ul>`}</div>`;
}
