import type { AccessChange, Finding, SecurityReview } from '../model';

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

/** Several formats group the same items by the same keys, and a key is as long as what is written of its item. */
const keys = new WeakMap<object, WeakMap<object, string>>();

function keysOf<Item extends object>(
  keyOf: (item: Item) => readonly unknown[],
): WeakMap<Item, string> {
  let known = keys.get(keyOf);
  if (known === undefined) {
    known = new WeakMap();
    keys.set(keyOf, known);
  }
  return known;
}

/** Items with equal keys together, in the order in which the first of each stands. */
export function groupedBy<Item extends object>(
  items: readonly Item[],
  keyOf: (item: Item) => readonly unknown[],
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  const kept = keysOf(keyOf);
  for (const item of items) {
    let key = kept.get(item);
    if (key === undefined) {
      key = JSON.stringify(keyOf(item));
      kept.set(item, key);
    }
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return [...groups.values()];
}
