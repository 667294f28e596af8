import type { KnowledgeRow } from '../knowledge/row';
import type { JsonObject } from '../plan/json';

interface Guard {
  readonly attribute: string;
  readonly holds: (value: unknown) => boolean;
  /** After "its databases are lost". */
  readonly says: (value: unknown) => string;
}

const isOn = (value: unknown): boolean => value === true || value === 'true' || value === 'ACTIVE';
const isOff = (value: unknown): boolean => value === false || value === 'false';
const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0;
const days = (value: unknown): string =>
  `, after ${value === 1 ? '1 day' : `${String(value)} days`}`;

/** What stands between a destruction and the data, in the state from before: the provider reads it there. */
const guards: readonly Guard[] = [
  ...['deletion_protection', 'deletion_protection_enabled', 'enable_deletion_protection'].map(
    (attribute): Guard => ({
      attribute,
      holds: isOn,
      says: () => '; it is refused, because deletion protection is on',
    }),
  ),
  ...['termination_protection', 'disable_api_termination', 'enable_drop_protection'].map(
    (attribute): Guard => ({
      attribute,
      holds: isOn,
      says: () => `; it is refused, because ${attribute} is on`,
    }),
  ),
  {
    attribute: 'deletion_policy',
    holds: (value) => value === 'PREVENT',
    says: () => '; it is refused, because deletion_policy is PREVENT',
  },
  {
    attribute: 'force_destroy',
    holds: isOff,
    says: () => '; it is refused while there is anything in it, because force_destroy is not set',
  },
  {
    attribute: 'skip_final_snapshot',
    holds: isOff,
    says: () => '; a final snapshot is taken before',
  },
  {
    attribute: 'skip_final_backup',
    holds: isOff,
    says: () => '; a final backup is taken before',
  },
  {
    attribute: 'final_snapshot',
    holds: isOn,
    says: () => '; a final snapshot is taken before',
  },
  {
    attribute: 'create_snapshot_before_destroy',
    holds: isOn,
    says: () => '; a snapshot is taken before',
  },
  {
    attribute: 'purge_protection_enabled',
    holds: isOn,
    says: () => '; it can be had back for a while, because purge protection is on',
  },
  { attribute: 'deletion_window_in_days', holds: isPositive, says: days },
  { attribute: 'recovery_window_in_days', holds: isPositive, says: days },
];

/** What keeps the data from being lost, after the sentence that says what is lost. */
export function guardOf(row: KnowledgeRow | undefined, before: JsonObject): string {
  const forcedBy = row?.forcedBy;
  if (forcedBy !== undefined && before[forcedBy] !== true) {
    return `; it is refused while there is anything in it, because ${forcedBy} is not set`;
  }
  const guard = guards.find(
    ({ attribute, holds }) => Object.hasOwn(before, attribute) && holds(before[attribute]),
  );
  return guard?.says(before[guard.attribute]) ?? '';
}

const keepers: readonly Guard[] = [
  ...['skip_destroy', 'retain_on_delete'].map((attribute): Guard => ({
    attribute,
    holds: isOn,
    says: () => attribute,
  })),
  {
    attribute: 'deletion_policy',
    holds: (value) => value === 'ABANDON',
    says: () => 'deletion_policy ABANDON',
  },
];

/** The setting that leaves it in the account when Terraform lets go of it. */
export function staysBecauseOf(before: JsonObject): string | undefined {
  const keeper = keepers.find(
    ({ attribute, holds }) => Object.hasOwn(before, attribute) && holds(before[attribute]),
  );
  return keeper?.says(before[keeper.attribute]);
}

/** Attributes that keep something from being lost; on their own they do nothing to what runs. */
export const guardAttributes: ReadonlySet<string> = new Set(
  [...guards, ...keepers].map(({ attribute }) => attribute),
);

/** Safety catches that an update takes off, as `deletion_protection becomes false`. */
export function guardsTakenOff(before: JsonObject, after: JsonObject): readonly string[] {
  return [...guards, ...keepers]
    .filter(
      ({ attribute, holds }) =>
        Object.hasOwn(before, attribute) &&
        Object.hasOwn(after, attribute) &&
        holds(before[attribute]) &&
        !holds(after[attribute]),
    )
    .map(({ attribute }) => `${attribute} becomes ${String(after[attribute])}`);
}
