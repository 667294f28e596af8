import type { AccessChange, AccessDirection, PlanReview } from '../../model';
import { accessNotKnown, directionInWords } from '../access-words';
import { groupedAccess } from '../grouped';
import { isExposed } from '../new-access';
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

/** Who may do what that could not be done before, or not any more; what several resources share is one row. */
export function accessSection(review: PlanReview, anchors: Anchors): Markup {
  const { security, everythingIsNew } = review;
  const { changes } = security;
  const notKnown = accessNotKnown(review);
  const last = notKnown !== undefined && markup`<p class="calm">${notKnown}</p>`;
  if (changes.length === 0) {
    return notKnown === undefined
      ? markup``
      : markup`<section id="access" aria-labelledby="access-title"><h2 id="access-title">Access</h2>${last}</section>`;
  }
  const groups = groupedAccess(security);
  const isInner = ([first]: readonly AccessChange[]) =>
    everythingIsNew === true && first !== undefined && !isExposed(first);
  const [seen, inner] = [groups.filter((same) => !isInner(same)), groups.filter(isInner)];
  const count = inner.flat().length;
  return markup`<section id="access" aria-labelledby="access-title">
    <h2 id="access-title">Access <span class="count">${changes.length}</span></h2>
    ${everythingIsNew === true && markup`<p class="calm">Everything is new. ${seen.length === 0 ? 'Nothing is reachable from outside, unlimited, or not known yet.' : 'What is reachable from outside, unlimited, or not known yet:'}</p>`}
    ${seen.length > 0 && accessTable(seen, anchors)}
    ${count > 0 && markup`<details class="fold"><summary>${count} more among the new things themselves</summary>${accessTable(inner, anchors)}</details>`}${last}</section>`;
}

function accessTable(groups: readonly (readonly AccessChange[])[], anchors: Anchors): Markup {
  // Of a first deployment nothing was allowed before; an empty column would only take room.
  const isNew = groups.every(([first]) => first?.before === undefined);
  return markup`<table class="rows access"><caption class="unseen">Permissions and rules that change, widened first</caption>
    <thead><tr><th scope="col">Access</th><th scope="col">Where</th>${isNew ? markup`<th scope="col">What is allowed</th>` : markup`<th scope="col">Before</th><th scope="col">After</th>`}</tr></thead>
    <tbody>${groups.map((same) => rowOf(same, anchors, isNew))}</tbody></table>`;
}

function rowOf(same: readonly AccessChange[], anchors: Anchors, isNew: boolean): Markup {
  const [first] = same;
  if (first === undefined) {
    return markup``;
  }
  const { kind, direction, why, before, after } = first;
  return markup`<tr>
    <td><span class="badge ${tones[direction]}">${directionInWords(first)}</span><span class="kind">${kinds[kind]}</span></td>
    <th scope="row">${same.map(({ address, constructPath }) => markup`<div>${linkTo(anchors, address, constructPath)}</div>`)}<p class="why">${why}</p></th>
    ${!isNew && markup`<td class="before">${side(before)}</td>`}<td class="after">${side(after)}</td></tr>`;
}

function side(columns: AccessChange['before']): Markup {
  const entries = Object.entries(columns ?? {}).filter(([, text]) => text !== '');
  return entries.length === 0
    ? markup`<i class="stand-in">(none)</i>`
    : markup`<dl class="rule">${entries.map(([name, text]) => markup`<div><dt>${name}</dt><dd><code>${multiline(text)}</code></dd></div>`)}</dl>`;
}
