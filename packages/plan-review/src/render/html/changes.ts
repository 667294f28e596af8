import type { Effect, PlanReview, ReviewedChange } from '../../model';
import { changeGroups, type ChangeGroup, notesOf } from '../words';
import type { FoldedChange } from '../folded';
import { type Markup, markup, multiline } from './markup';
import { type Entry, nameOfEntry } from './names';
import { attributeTable } from './values';

const severities: readonly Effect['severity'][] = [
  'data-loss',
  'downtime',
  'data-loss-possible',
  'downtime-possible',
  'attention',
  'info',
];

const badges: Readonly<Record<Effect['severity'], string>> = {
  'data-loss': 'data loss',
  'data-loss-possible': 'data loss possible',
  downtime: 'downtime',
  'downtime-possible': 'downtime possible',
  attention: 'attention',
  info: '',
};

/** More than these are folded: a page that opens all of them at once shows nothing. */
const OPEN_AT_MOST = 12;

/** Of more than these a browser draws only what is in sight. */
const DRAWN_AT_ONCE = 100;

/** Every change, in groups by danger, below what finds one of them. */
export function changesSection(
  review: PlanReview,
  all: readonly Entry[],
  finding: 'toolbar' | 'none',
): Markup {
  const { changes } = review;
  if (changes.length === 0) {
    return markup``;
  }
  const groups = changeGroups.map((group) => ({
    group,
    members: changes.filter(({ action }) => action === group.action),
    entries: all.filter(({ folded }) => folded.change.action === group.action),
  }));
  const present = groups.filter(({ members }) => members.length > 0);
  let room = OPEN_AT_MOST;
  const parts = present.map(({ group, members, entries }) => {
    const isOpen = isUrgent(group) && entries.length <= room;
    room -= isOpen ? entries.length : 0;
    return markup`<section class="group${entries.length > DRAWN_AT_ONCE && ' many'}" aria-labelledby="group-${group.action}">
      <h3 id="group-${group.action}">${titleOf(group)} <span class="count">${members.length}</span></h3>
      ${entries.map((entry) => changeOf(entry, group, isOpen))}
      </section>`;
  });
  return markup`<section id="changes" aria-labelledby="changes-title">
    <h2 id="changes-title">Changes</h2>
    ${finding === 'toolbar' && toolbar(review, present)}
    ${parts}
    <p id="nothing" class="nothing" hidden>No change matches. <button type="button" data-do="clear">Clear search and filters</button></p>
    </section>`;
}

function isUrgent({ action }: ChangeGroup): boolean {
  return ['destroy', 'replace', 'invoke', 'update'].includes(action);
}

/** The short name of a group, for its chip and title. */
function titleOf({ title }: ChangeGroup): string {
  return title.replace(/ (\(.*\)|during apply)$/, '');
}

/** Chips count without a script; with one they filter, and the rest appears. */
function toolbar(
  { changes }: PlanReview,
  groups: readonly { readonly group: ChangeGroup; readonly members: readonly unknown[] }[],
): Markup {
  const urgent = changes.filter(needsAttention).length;
  const chip = (name: string, sign: string, text: string, count: number) =>
    markup`<button type="button" class="chip ${name}" data-filter="${name}" aria-pressed="false" disabled><span class="sign" aria-hidden="true">${sign}</span>${text} <b>${count}</b></button>`;
  return markup`<div class="toolbar" role="search" aria-label="Changes">
    <div class="find" hidden>
    <label class="unseen" for="query">Search changes by path, address, attribute or value</label>
    <input id="query" type="search" placeholder="Search path, address, attribute, value" autocomplete="off" spellcheck="false">
    <kbd aria-hidden="true">/</kbd>
    </div>
    <div class="chips" role="group" aria-label="Show only">
    ${groups.map(({ group, members }) => chip(group.action, group.sign, titleOf(group), members.length))}
    ${urgent > 0 && chip('attention', '!', 'Needs attention', urgent)}
    </div>
    <div class="folding" hidden>
    <button type="button" data-do="expand">Expand all</button>
    <button type="button" data-do="collapse">Collapse all</button>
    </div>
    <p id="shown" role="status" aria-live="polite">${changes.length} ${changes.length === 1 ? 'change' : 'changes'}</p>
    </div>`;
}

function needsAttention({ effects }: ReviewedChange): boolean {
  return effects.some(({ severity }) => severity !== 'info');
}

function changeOf({ folded, anchor }: Entry, group: ChangeGroup, isOpen: boolean) {
  const { change, members, differing } = folded;
  const { action, construct, effects, unknownCount, attributes } = change;
  const addresses = members.map(({ address }) => address);
  const sorted = [...effects].sort((left, right) => rank(left) - rank(right));
  const [worst] = sorted;
  const notes = [
    ...notesOf(change),
    ...(unknownCount > 0
      ? [`${unknownCount} ${unknownCount === 1 ? 'value' : 'values'} known only after apply`]
      : []),
  ];
  const attention = needsAttention(change) && markup` data-attention`;
  return markup`<details class="change ${action}" id="${anchor}" data-action="${action}" data-count="${String(members.length)}"${attention}${isOpen && markup` open`}>
    <summary><span class="sign" title="${titleOf(group)}">${group.sign}</span>
    <span class="name">${nameOfEntry(folded)}</span>
    ${worst !== undefined && badge(worst)}
    ${worst !== undefined && markup`<span class="gist">${worst.text}</span>`}</summary>
    <div class="body">
    <p class="where"><button type="button" class="copy" data-do="copy" hidden>Copy ${members.length === 1 ? 'address' : 'addresses'}</button>
    <code class="copied">${multiline(addresses.join('\n'))}</code>
    ${construct?.source !== undefined && markup` <span class="source">at <code>${construct.source}</code></span>`}</p>
    ${addresses.length > 1 && markup`<p class="addresses">${addresses.map((address) => markup`<code>${address}</code> `)}</p>`}
    ${sorted.length > 0 && markup`<ul class="effects">${sorted.map((effect) => markup`<li class="${effect.severity}">${effect.text}</li>`)}</ul>`}
    ${notes.length > 0 && markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`}
    ${attributeTable(attributes)}
    ${differing.length > 0 && differencesOf(differing)}
    </div></details>`;
}

/** What each of several has of its own, in the order of their addresses. */
function differencesOf(differing: FoldedChange['differing']): Markup {
  return markup`<table class="attributes"><caption class="unseen">Attributes that differ from one to the other</caption>
    <thead><tr><th scope="col">Attribute</th><th scope="col">Value of each</th></tr></thead>
    <tbody>${differing.map(({ path, values }) => markup`<tr><th scope="row"><code>${path}</code></th><td><code>${multiline(values.join('\n'))}</code></td></tr>`)}</tbody></table>`;
}

function rank({ severity }: Effect): number {
  return severities.indexOf(severity);
}

function badge({ severity }: Effect): Markup {
  return severity === 'info'
    ? markup``
    : markup`<span class="badge ${severity}">${badges[severity]}</span>`;
}
