import { originOf } from '../changes/review-changes';
import type {
  AcknowledgementInput,
  ConstructOrigin,
  Finding,
  FindingsReview,
  ReviewOptions,
} from '../model';
import type { Json } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { byText } from '../plan/text-order';
import { World } from '../plan/world';
import { accepts, acceptsWithout, acknowledgementOf } from './acceptance';
import { findingsAfter } from './own-findings';
import { scanFindings } from './scanners/scan-findings';
import { withSeverities } from './severities';
import { markByPlan } from './touched';

const LEVELS = ['fail', 'warn', 'note'];

/**
 * What rules say about the resources as they will be: those of this package, and those of other tools.
 *
 * A finding that somebody accepted stays in the review, with the reason. One that the plan does not touch is left out and
 * counted, or, where all are asked for, marked: it decides nothing.
 */
export function reviewFindings(plan: PlanJson, options: ReviewOptions = {}): FindingsReview {
  const { origins = {}, acknowledgements = [], scans = [], today = new Date() } = options;
  const addresses = new Set(World.after(plan).resources.map(({ address }) => address));
  const found = [
    ...findingsAfter(plan),
    ...scans.flatMap((document) => scanFindings(document as Json, addresses)),
  ].map((finding) => withPath(finding, origins));
  const graded = withSeverities(found, options.severities);
  const used = new Set<AcknowledgementInput>();
  const findings = markByPlan(graded.findings, plan).map((finding): Finding => {
    const input = acknowledgements.find((candidate) => accepts(candidate, finding));
    if (input === undefined) {
      return withWord(finding, acknowledgements);
    }
    used.add(input);
    return { ...finding, acknowledged: acknowledgementOf(input, today) };
  });
  const shown =
    options.findings === 'all'
      ? findings
      : findings.filter(({ untouched }) => untouched === undefined);
  const leftOut = findings.length - shown.length;
  return {
    findings: sorted(shown),
    unusedAcknowledgements: acknowledgements
      .filter((input) => !used.has(input) && input.by === undefined)
      .map((input) => acknowledgementOf(input, today)),
    ...(leftOut === 0 ? {} : { untouched: leftOut }),
    ...(graded.switchedOff === 0 ? {} : { switchedOff: graded.switchedOff }),
  };
}

function withPath(finding: Finding, origins: Readonly<Record<string, ConstructOrigin>>): Finding {
  const { address } = finding;
  const path = address === undefined ? undefined : originOf(address, origins).construct?.path;
  return path === undefined ? finding : { ...finding, constructPath: path };
}

/** Somebody accepted the rule here, and did not say of what: the finding says the word that is missing. */
function withWord(finding: Finding, inputs: readonly AcknowledgementInput[]): Finding {
  const { detail, fix = '' } = finding;
  if (detail === undefined || !inputs.some((input) => acceptsWithout(input, finding))) {
    return finding;
  }
  return { ...finding, fix: `${fix} Or say what is accepted: of '${detail}'.`.trim() };
}

/** By severity, then by what it is found at. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, rank: rank(finding), key: key(finding) }))
    .sort((left, right) => left.rank - right.rank || byText(left.key, right.key))
    .map(({ finding }) => finding);
}

function rank({ level, acknowledged, untouched }: Finding): number {
  const open = acknowledged === undefined || acknowledged.expired;
  const group = untouched === true ? 2 : open ? 0 : 1;
  return LEVELS.indexOf(level) + group * LEVELS.length;
}

function key({ constructPath, address, ruleId }: Finding): string {
  return `${constructPath ?? address ?? ''} ${ruleId}`;
}
