import type { DriftedResource, PlanReview } from '../../model';
import { aboutInWords, runOf } from '../about';
import { driftInWords } from '../drift-words';
import { secretInWords } from '../words';
import { leftOut } from '../left-out';
import { type Markup, markup } from './markup';
import { type Anchors, linkTo, nameOf } from './names';
import { attributeTable, difference } from './values';
import { dollars } from './verdict';

/** Conditions of the configuration that do not hold. */
export function checksSection({ failedChecks }: PlanReview): Markup {
  if (failedChecks.length === 0) {
    return markup``;
  }
  return markup`<section id="checks" aria-labelledby="checks-title">
    <h2 id="checks-title">Conditions that do not hold <span class="count">${failedChecks.length}</span></h2>
    <table class="rows"><caption class="unseen">Conditions of the configuration that do not hold</caption>
    <thead><tr><th scope="col">Condition</th><th scope="col">Status</th><th scope="col">Message</th></tr></thead>
    <tbody>${failedChecks.map(
      ({
        address,
        kind,
        status,
        messages,
      }) => markup`<tr><th scope="row"><code>${address}</code><span class="kind">${kind}</span></th>
        <td><span class="badge ${status === 'unknown' ? 'attention' : 'bad'}">${status}</span></td>
        <td>${messages.map((message) => markup`<p>${message}</p>`)}</td></tr>`,
    )}</tbody></table></section>`;
}

/** Monthly cost, what it consists of, and what it leaves out. */
export function costSection({ cost }: PlanReview, anchors: Anchors): Markup {
  const { monthlyBefore, monthlyAfter, resources, unpriced, pricesOf, region } = cost;
  if (monthlyBefore === undefined && monthlyAfter === undefined) {
    return markup``;
  }
  return markup`<section id="cost" aria-labelledby="cost-title">
    <h2 id="cost-title">Cost</h2>
    <table class="rows cost"><caption class="unseen">Monthly cost by resource</caption>
    <thead><tr><th scope="col">Resource</th><th scope="col">What is counted</th><th scope="col" class="amount">Before</th><th scope="col" class="amount">After</th></tr></thead>
    <tbody>${resources.map(
      ({ address, constructPath, what, monthlyBefore: before, monthlyAfter: after }) =>
        markup`<tr><th scope="row">${linkTo(anchors, address, constructPath)}</th><td>${what}</td><td class="amount">${dollars(before)}</td><td class="amount">${dollars(after)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row" colspan="2">All that is priced, a month</th><td class="amount">${dollars(monthlyBefore ?? 0)}</td><td class="amount">${dollars(monthlyAfter ?? 0)}</td></tr></tfoot></table>
    ${unpriced.length > 0 && markup`<p class="calm">Not priced: ${unpriced.map(({ what, why }, index) => `${index > 0 ? ', ' : ''}${what} (${why})`)}.</p>`}
    <p class="calm">List prices of ${pricesOf}${region !== undefined && `, ${region}`}, before taxes and discounts.</p></section>`;
}

/** What changed outside Terraform since the last apply. */
export function driftSection(review: PlanReview): Markup {
  const { drift } = review;
  if (drift.length === 0) {
    return markup``;
  }
  return markup`<section id="drift" aria-labelledby="drift-title">
    <h2 id="drift-title">Changed outside Terraform <span class="count">${drift.length}</span></h2>
    ${drift.map((drifted) => driftOf(drifted, driftInWords(drifted, review)))}</section>`;
}

function driftOf(drifted: DriftedResource, done: string | undefined): Markup {
  const { address, construct, action, attributes, revertedByPlan, relevant } = drifted;
  return markup`<details class="change drift">
    <summary><span class="sign" aria-hidden="true">≠</span><span class="name">${nameOf(address, construct)}</span>
    <span class="badge ${action === 'destroy' ? 'bad' : 'plain'}">${action === 'destroy' ? 'deleted' : 'changed'}</span>
    ${done !== undefined && markup`<span class="badge ${revertedByPlan ? 'attention' : 'plain'}">${done}</span>`}
    ${relevant && markup`<span class="badge plain">the plan depends on it</span>`}</summary>
    <div class="body">${attributes.length === 0 ? markup`<p class="calm">Nothing more is known.</p>` : attributeTable(attributes)}</div></details>`;
}

/** What the configuration leaves out of the review. */
export function leftOutSection(review: PlanReview): Markup {
  const texts = leftOut(review);
  return texts.length === 0
    ? markup``
    : markup`<section id="left-out" aria-labelledby="left-out-title">
    <h2 id="left-out-title">Left out by the configuration</h2>
    <ul class="bullets">${texts.map((text) => markup`<li>${text}</li>`)}</ul></section>`;
}

/** Outputs that change. */
export function outputsSection({ outputs }: PlanReview): Markup {
  if (outputs.length === 0) {
    return markup``;
  }
  return markup`<section id="outputs" aria-labelledby="outputs-title">
    <h2 id="outputs-title">Outputs <span class="count">${outputs.length}</span></h2>
    <table class="rows outputs"><caption class="unseen">Outputs that change</caption>
    <thead><tr><th scope="col">Output</th><th scope="col">Change</th><th scope="col">Value</th></tr></thead>
    <tbody>${outputs.map(
      ({
        name,
        action,
        sensitive,
        comesToLight,
        change,
      }) => markup`<tr><th scope="row"><code>${name}</code></th><td>${action}</td>
        <td>${sensitive || change === undefined ? markup`<i class="stand-in">${sensitive ? secretInWords(comesToLight) : ''}</i>` : difference(change)}</td></tr>`,
    )}</tbody></table></section>`;
}

/** What the deployment changes without Terraform. */
export function besideSection({ besideTerraform = [] }: PlanReview): Markup {
  if (besideTerraform.length === 0) {
    return markup``;
  }
  return markup`<section id="beside" aria-labelledby="beside-title">
    <h2 id="beside-title">Beside Terraform <span class="count">${besideTerraform.length}</span></h2>
    <ul>${besideTerraform.map((text) => markup`<li>${text}</li>`)}</ul></section>`;
}

/** Which plan it is. */
export function about({ about, plannedAt, terraformVersion }: PlanReview): Markup {
  const run = runOf(about);
  const name = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return markup`<dl class="about">
    ${aboutInWords(about).map(([what, text]) => markup`<div><dt>${name(what)}</dt><dd>${text}</dd></div>`)}
    ${run !== undefined && markup`<div><dt>Run</dt><dd><a href="${run}" rel="noreferrer noopener">open</a></dd></div>`}
    ${plannedAt !== undefined && markup`<div><dt>Planned at</dt><dd>${timeOf(plannedAt)}</dd></div>`}
    ${terraformVersion !== undefined && markup`<div><dt>Terraform</dt><dd>${terraformVersion}</dd></div>`}</dl>`;
}

/** What a bug report needs. */
export function versions({ formatVersion, schemaVersion }: PlanReview): Markup {
  return markup`<footer>Plan format ${formatVersion}, review schema ${schemaVersion}. Values that look like secrets are masked.</footer>`;
}

/** `datetime` takes only what is a date; Terraform writes one, a file may say anything. */
function timeOf(text: string): Markup {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)
    ? markup`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`
    : markup`${text}`;
}
