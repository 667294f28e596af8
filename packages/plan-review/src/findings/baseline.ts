import type { AcknowledgementInput, Finding, PlanReview } from '../model';
import { byKey } from '../plan/text-order';

/** What was found when an estate adopted the review: a finding that is in it fails nothing. */
interface Baseline {
  readonly baselineVersion: 1;
  readonly findings: readonly BaselineEntry[];
}

/** One finding, by what does not change while it stays: not its words. */
interface BaselineEntry {
  readonly rule: string;
  readonly address: string;
  readonly of?: string;
  /** The plan of several that it is in: equal addresses of another one are other resources. */
  readonly plan?: string;
}

/** The acceptances of a baseline, for one plan. Throws an `Error` when the document is none. */
export function baselineInputs(document: unknown, plan?: string): readonly AcknowledgementInput[] {
  return entriesOf(document)
    .filter((entry) => entry.plan === plan)
    .map(({ rule, address, of }) => ({
      id: rule,
      address,
      of,
      reason: 'it was there before: it is in the baseline',
      by: 'baseline',
    }));
}

/**
 * The baseline that holds what is open now. Entries of an earlier one stay while they are true, and those of plans that
 * were not reviewed now stay as they are. What names no resource cannot be held.
 */
export function baselineOf(
  reviews: readonly { readonly plan?: string; readonly review: PlanReview }[],
  earlier?: unknown,
): Baseline {
  const reviewed = new Set(reviews.map(({ plan }) => plan));
  const others =
    earlier === undefined ? [] : entriesOf(earlier).filter(({ plan }) => !reviewed.has(plan));
  const now = reviews.flatMap(({ plan, review }) =>
    review.findings.findings.filter(isHeld).map(({ ruleId, address = '', detail }) => ({
      rule: ruleId,
      address,
      of: detail,
      plan,
    })),
  );
  const all = new Map([...others, ...now].map((entry) => [JSON.stringify(entry), entry]));
  return {
    baselineVersion: 1,
    findings: [...all.entries()].sort(byKey).map(([, entry]) => entry),
  };
}

function isHeld({ address, acknowledged }: Finding): boolean {
  const open = acknowledged === undefined || acknowledged.expired;
  return address !== undefined && (open || acknowledged?.by === 'baseline');
}

function entriesOf(document: unknown): readonly BaselineEntry[] {
  const { baselineVersion, findings } = (document ?? {}) as Partial<Baseline>;
  if (baselineVersion !== 1 || !Array.isArray(findings) || !findings.every(isEntry)) {
    throw new Error(
      'baseline: is none; a baseline has baselineVersion 1 and findings with rule and address. ' +
        'Fix: name the file that --write-baseline wrote.',
    );
  }
  return findings;
}

function isEntry(value: unknown): value is BaselineEntry {
  const { rule, address } = (value ?? {}) as Partial<BaselineEntry>;
  return typeof rule === 'string' && typeof address === 'string';
}
