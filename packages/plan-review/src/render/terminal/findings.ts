import type { Finding, PlanReview } from '../../model';
import { foldedFindings } from '../folded';
import { openAndAccepted, type AcceptedFindings } from '../grouped';
import { onlyDestroys } from '../only-destroys';
import { printable } from '../printable';
import type { Layout } from './changes';
import { fit, paragraph, wrap } from './writer';
import { shortPath } from '../words';

/** Up to so many accepted rules have a line with the reason. */
const ACCEPTED_LISTED = 4;

const colors = { fail: 'red', warn: 'yellow', note: 'dim' } as const;

/** What rules say: what is open with its fix, what was accepted by rule and reason. */
export function findingLines(review: PlanReview, layout: Layout): readonly string[] {
  const { findings } = review;
  const { open, accepted } = openAndAccepted(findings.findings);
  // What was accepted of a thing that goes is not looked for.
  const unused = onlyDestroys(review) ? [] : findings.unusedAcknowledgements;
  if (open.length + accepted.length + unused.length === 0) {
    return [];
  }
  const count = accepted.length === 0 ? '' : `, ${findings.findings.length - open.length} accepted`;
  return [
    '',
    layout.paint('bold', `Policy (${open.length} open${count})`),
    ...foldedFindings(open).flatMap((same) => openLines(same, layout)),
    ...(accepted.length > ACCEPTED_LISTED
      ? acceptedLines(accepted, layout)
      : accepted.map((group) => acceptedLine(group, layout))),
    ...unused.flatMap(({ id, constructPath, address }) =>
      paragraph(
        printable(`accepted but not found: ${id} at ${constructPath ?? address ?? ''}`),
        '  ',
        layout.width,
      ),
    ),
  ];
}

function openLines(same: readonly Finding[], { paint, width }: Layout): readonly string[] {
  const [finding, ...others] = same;
  if (finding === undefined) {
    return [];
  }
  const { level, ruleId, message, fix, acknowledged } = finding;
  const texts = [
    message,
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
    ...(acknowledged === undefined ? [] : [`Acceptance expired: ${acknowledged.reason}`]),
  ];
  return [
    `  ${paint(colors[level], level)}  ${printable(ruleId)}  ${paint('dim', printable(nameOf(finding)))}`,
    ...wrap(
      others.map(
        (other, index) => `${printable(nameOf(other))}${index < others.length - 1 ? ',' : ''}`,
      ),
      Math.max(20, width - 6),
    ).map((line) => paint('dim', `      ${line}`)),
    ...texts.flatMap((text) => paragraph(printable(text), '      ', width)),
  ];
}

/** Many that somebody has judged already: their rules; where and why stands in the other formats. */
function acceptedLines(
  groups: readonly AcceptedFindings[],
  { paint, width }: Layout,
): readonly string[] {
  const [tool] = groups.map(({ ruleId }) => /^[\w-]+\//.exec(ruleId)?.[0] ?? '');
  const ofOne = tool !== undefined && groups.every(({ ruleId }) => ruleId.startsWith(tool));
  const names = groups.map(({ ruleId }, index) => {
    const name = ofOne && index > 0 ? ruleId.slice(tool.length) : ruleId;
    return printable(`${name}${index < groups.length - 1 ? ',' : '; why: the other formats'}`);
  });
  return wrap(['accepted', ...names], width - 2).map((line) => paint('dim', `  ${line}`));
}

/** One line each: the reason is cut where it does not fit, and complete in the other formats. */
function acceptedLine(group: AcceptedFindings, { paint, width }: Layout): string {
  const [first, ...others] = group.findings;
  const where =
    first === undefined || others.length > 0 ? `${others.length + 1} places` : nameOf(first);
  const until = group.expires === undefined ? '' : ` until ${group.expires}`;
  const text = `accepted  ${group.ruleId}  ${where}${until}: ${group.reason}`;
  return paint('dim', fit(`  ${printable(text)}`, width));
}

function nameOf({ address, constructPath }: Finding): string {
  return constructPath === undefined ? (address ?? '') : shortPath(constructPath);
}
