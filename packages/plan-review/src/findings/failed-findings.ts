import type { Finding, FindingsReview } from '../model';

/** Findings that fail the gate: serious, where the plan acts, and not accepted, or not any more. */
export function failedFindings({ findings }: FindingsReview): readonly Finding[] {
  return findings.filter(
    ({ level, untouched, acknowledged }) =>
      level === 'fail' &&
      untouched === undefined &&
      (acknowledged === undefined || acknowledged.expired),
  );
}
