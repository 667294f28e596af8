import type { AccessChange, AccessDirection, PlanReview } from '../../model';
import { type Markup, markup, multiline } from './markup';
import { type Anchors, linkTo } from './names';

const tones: Readonly<Record<AccessDirection, string>> = {
  widened: 'bad',
  changed: 'attention',
  narrowed: 'good',
  unchanged: 'plain',
};

const kinds: Readonly<Record<AccessChange['kind'], string>> = {
  iam: 'IAM permission',
  trust: 'Trust policy',
  'security-group': 'Security group',
  'resource-policy': 'Resource policy',
  'managed-policy': 'Managed policy',
  exposure: 'Exposure',
};

/** Who may do what that could not be done before, or not any more. */
export function accessSection({ security }: PlanReview, anchors: Anchors): Markup {
  const { changes } = security;
  if (changes.length === 0) return markup``;
  // Of a first deployment nothing was allowed before; an empty column would only take room.
  const isNew = changes.every(({ before }) => before === undefined);
  return markup`<section id="access" aria-labelledby="access-title">
    <h2 id="access-title">Access <span class="count">${changes.length}</span></h2>
    <table class="rows access"><caption class="unseen">Permissions and rules that change, widened first</caption>
    <thead><tr><th scope="col">Access</th><th scope="col">Where</th>${isNew ? markup`<th scope="col">What is allowed</th>` : markup`<th scope="col">Before</th><th scope="col">After</th>`}</tr></thead>
    <tbody>${changes.map((change) => rowOf(change, anchors, isNew))}</tbody></table></section>`;
}

function rowOf(change: AccessChange, anchors: Anchors, isNew: boolean): Markup {
  const { kind, address, constructPath, direction, decided, why, before, after } = change;
  return markup`<tr>
    <td><span class="badge ${tones[direction]}">${direction}</span>${!decided && markup`<span class="badge attention">undecided</span>`}<span class="kind">${kinds[kind]}</span></td>
    <th scope="row">${linkTo(anchors, address, constructPath)}<p class="why">${why}</p></th>
    ${!isNew && markup`<td class="before">${side(before)}</td>`}<td class="after">${side(after)}</td></tr>`;
}

function side(columns: AccessChange['before']): Markup {
  const entries = Object.entries(columns ?? {}).filter(([, text]) => text !== '');
  return entries.length === 0
    ? markup`<i class="stand-in">(none)</i>`
    : markup`<dl class="rule">${entries.map(([name, text]) => markup`<div><dt>${name}</dt><dd><code>${multiline(text)}</code></dd></div>`)}</dl>`;
}
