import type { Finding, PlanReview } from '../../model';
import { foldedFindings } from '../folded';
import { type Markup, markup } from './markup';
import { type Anchors, linkTo } from './names';

const tones = { fail: 'bad', warn: 'attention', note: 'plain' } as const;

/** What rules say: what is open, then what somebody accepted and why. */
export function policySection({ findings }: PlanReview, anchors: Anchors): Markup {
  const isAccepted = ({ acknowledged }: Finding) => acknowledged?.expired === false;
  const open = findings.findings.filter((finding) => !isAccepted(finding));
  const accepted = findings.findings.filter(isAccepted);
  const unused = findings.unusedAcknowledgements;
  if (open.length + accepted.length + unused.length === 0) {
    return markup``;
  }
  return markup`<section id="policy" aria-labelledby="policy-title">
    <h2 id="policy-title">Policy <span class="count">${open.length} open</span></h2>
    ${open.length === 0 ? markup`<p class="calm">Nothing is open.</p>` : openTable(open, anchors)}
    ${accepted.length > 0 && folded(`${accepted.length} accepted, with a reason`, acceptedTable(accepted, anchors))}
    ${
      unused.length > 0 &&
      folded(
        `${unused.length} accepted, but not found any more`,
        markup`<ul class="bullets">${unused.map(({ id, constructPath, address }) => markup`<li><code>${id}</code> at <span class="path">${constructPath ?? address ?? ''}</span></li>`)}</ul>`,
      )
    }</section>`;
}

function openTable(findings: readonly Finding[], anchors: Anchors): Markup {
  return markup`<table class="rows policy"><caption class="unseen">Open findings</caption>
    <thead><tr><th scope="col">Finding</th><th scope="col">Where</th><th scope="col">What is wrong, and how to fix it</th></tr></thead>
    <tbody>${foldedFindings(findings).map((same) => {
      const [finding] = same as readonly [Finding];
      return markup`<tr><th scope="row"><span class="badge ${tones[finding.level]}">${finding.level}</span>${ruleOf(finding)}</th>
        <td>${same.map(({ address, constructPath }) => markup`<div>${linkTo(anchors, address, constructPath)}</div>`)}</td>
        <td>${finding.message}${finding.fix !== undefined && markup`<p class="why">${finding.fix}</p>`}${expiryOf(finding)}</td></tr>`;
    })}</tbody></table>`;
}

function expiryOf({ acknowledged }: Finding): Markup {
  return acknowledged === undefined
    ? markup``
    : markup`<p class="why">Accepted until ${acknowledged.expires ?? ''}: ${acknowledged.reason}. It counts again.</p>`;
}

function acceptedTable(findings: readonly Finding[], anchors: Anchors): Markup {
  return markup`<table class="rows policy"><caption class="unseen">Accepted findings</caption>
    <thead><tr><th scope="col">Finding</th><th scope="col">Where</th><th scope="col">Why it is accepted</th></tr></thead>
    <tbody>${findings.map(
      (finding) => markup`<tr><th scope="row">${ruleOf(finding)}</th>
        <td>${linkTo(anchors, finding.address, finding.constructPath)}</td>
        <td>${finding.acknowledged?.reason}${finding.acknowledged?.expires !== undefined && markup` <span class="source">until ${finding.acknowledged.expires}</span>`}<p class="why">${finding.message}</p></td></tr>`,
    )}</tbody></table>`;
}

/** A rule leads to its page where the address is a plain one; no other scheme than https becomes a link. */
function ruleOf({ ruleId, tool, helpUri }: Finding): Markup {
  const isLink = helpUri !== undefined && /^https:\/\/[\w.-]+(\/[\w./?=&%#~+-]*)?$/.test(helpUri);
  const rule = isLink
    ? markup`<a href="${helpUri}" rel="noreferrer noopener"><code>${ruleId}</code></a>`
    : markup`<code>${ruleId}</code>`;
  return markup`${rule}<span class="kind">${tool}</span>`;
}

/** A part that a reader unfolds. */
function folded(summary: string, body: Markup): Markup {
  return markup`<details class="fold"><summary>${summary}</summary>${body}</details>`;
}
