import type { AccessChange, Finding, SecurityReview } from '../model';
import { groupedBy } from '../plan/grouped-by';

/** Findings of one rule that were accepted for one reason. */
export interface AcceptedFindings {
  readonly ruleId: string;
  readonly helpUri?: string;
  readonly reason: string;
  /** ISO 8601 date. @default - does not expire */
  readonly expires?: string;
  readonly findings: readonly Finding[];
}

/** What counts, and what somebody accepted, by rule and reason. */
export function openAndAccepted(findings: readonly Finding[]): {
  readonly open: readonly Finding[];
  readonly accepted: readonly AcceptedFindings[];
} {
  const isOpen = ({ acknowledged }: Finding): boolean =>
    acknowledged === undefined || acknowledged.expired;
  const groups = groupedBy(
    findings.filter((finding) => !isOpen(finding)),
    ({ ruleId, acknowledged }) => [ruleId, acknowledged?.reason, acknowledged?.expires],
  );
  return {
    open: findings.filter(isOpen),
    accepted: groups.flatMap((group) => {
      const [{ ruleId, helpUri, acknowledged } = {}] = group;
      if (ruleId === undefined || acknowledged === undefined) {
        return [];
      }
      const { reason, expires } = acknowledged;
      return [
        {
          ruleId,
          reason,
          helpUri,
          expires,
          findings: group,
        },
      ];
    }),
  };
}

/** Rows that say the same of several resources, together; in the order in which the first of each stands. */
export function groupedAccess({ changes }: SecurityReview): readonly (readonly AccessChange[])[] {
  return groupedBy(changes, accessKey);
}

const accessKey = ({ kind, direction, why, before, after }: AccessChange): readonly unknown[] => [
  ...[kind, direction, why, before, after],
];
