import type { Effect } from '../model';
import type { JsonObject } from '../plan/json';
import type { Subject } from './context';
import { guardAttributes, guardOf, staysBecauseOf } from './guards';
import { isHarmless, normalPath } from './harmless';

/**
 * Signs of data in a type that no table knows. They can make a verdict worse, never better: three of a hundred types that
 * hold data show none.
 */
const dataInName =
  /(?:^|_)(?:bucket|database|db|table|volume|disk|file_?system|snapshot|backup|vault|repository|secret|queue|topic|stream|dataset|collection|keyspace|ledger|index|store|namespace|log_group|user_pool|cache|image)s?(?:_v\d+)?$/;
const dataAttributes =
  /^(?:deletion_protection|skip_final_|final_snapshot|final_backup|backup_retention|automatic_backup|snapshot_retention|retention_in_days|retention_period|message_retention|allocated_storage|recovery_window|deletion_window|point_in_time_recovery|storage_encrypted|at_rest_encryption|force_destroy|storage_mb|disk_size)/;
/** What gets smaller there is deleted earlier. */
const keptShorter = /(?:retention|expir|ttl|time_to_live|keep|backup).*|.*_days$/;
const fewer = /(?:count|capacity|replicas|instances|nodes|min_size|max_size|num_\w+|_units)$/;

/** Names of what is nothing by itself: made, it acts on something else. */
const actsOnAnother =
  /_(?:association|attachment|assignment|binding|member|membership|override|permission|policy|registration|rule|schedule)s?(?:_v\d+)?$/;

/** Of a type without knowledge nothing good is said, and something bad where it shows. */
export function effectsOfUnknown(subject: Subject): readonly Effect[] {
  const { change } = subject;
  switch (change.action) {
    case 'destroy':
    case 'replace':
      return whenItGoes(subject);
    case 'update':
      return changesInPlace(subject);
    case 'create':
      return whenItIsMade(subject);
    default:
      return [];
  }
}

function whenItGoes({ change, before }: Subject): readonly Effect[] {
  const stays = staysBecauseOf(before);
  const holdsData =
    dataInName.test(change.type) ||
    Object.keys(before).some((name) => dataAttributes.test(name) && before[name] !== null);
  const notKnown: Effect = {
    severity: 'attention',
    text: 'its effect on what runs is not known to this review',
    known: false,
  };
  if (stays !== undefined || !holdsData || change.replaceOrder === 'create-and-forget') {
    return [notKnown];
  }
  const text = `it looks as if it holds data, which is lost then${guardOf(undefined, before)}`;
  return [{ severity: 'data-loss-possible', text }, notKnown];
}

/** Of most types nothing hangs on a resource that did not exist; on one that acts on another, what that one does. */
function whenItIsMade({ change, plan }: Subject): readonly Effect[] {
  return actsOnAnother.test(change.type) && !plan.givesOnlyNew(change.address)
    ? [
        {
          severity: 'attention',
          text: 'it acts on something else by being made; its effect on what runs is not known to this review',
          known: false,
        },
      ]
    : [];
}

function changesInPlace({ paths, before, after }: Subject): readonly Effect[] {
  const names = [...new Set(paths.map(normalPath))].filter(
    (path) => !isHarmless(path) && !guardAttributes.has(path),
  );
  if (names.length === 0 && paths.length > 0) {
    return [];
  }
  const falls = (name: string): boolean => {
    const [was, will] = [numberAt(before, name), numberAt(after, name)];
    return was !== undefined && will !== undefined && will < was;
  };
  const shorter = names.filter((name) => keptShorter.test(name) && falls(name));
  const less = names.filter((name) => fewer.test(name) && falls(name) && !shorter.includes(name));
  const sides = (name: string): string =>
    `${name} falls from ${numberAt(before, name)} to ${numberAt(after, name)}`;
  return [
    ...shorter.map((name): Effect => ({
      severity: 'data-loss-possible',
      text: `data may be deleted: ${sides(name)}`,
    })),
    ...less.map((name): Effect => ({
      severity: 'downtime-possible',
      text: `less may run: ${sides(name)}`,
    })),
    {
      severity: 'attention',
      text: 'changes in place; its effect on what runs is not known to this review',
      known: false,
    },
  ];
}

function numberAt(values: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'number' ? value : undefined;
}
