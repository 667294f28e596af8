import type { PlanReview, ReviewedChange } from '../model';
import { byKey } from '../plan/text-order';

/**
 * What differs between a plan that somebody reviewed and one made later: one sentence each, none when they do the same.
 *
 * Compares what would be done, not when or by which release it was planned. Masked values count as equal when both
 * reviews show a change there, and so do values too long to be read, if they are as long: a review never holds them.
 */
export function compareReviews(reviewed: PlanReview, planned: PlanReview): readonly string[] {
  if (reviewed.schemaVersion !== planned.schemaVersion) {
    return [
      `The review has schema version ${String(reviewed.schemaVersion)}; this release writes ${planned.schemaVersion}.`,
    ];
  }
  return [
    ...differences(keyed(reviewed.changes, nameOf), keyed(planned.changes, nameOf), describeChange),
    ...differences(
      keyed(reviewed.outputs, ({ name }) => `output ${name}`),
      keyed(planned.outputs, ({ name }) => `output ${name}`),
      ({ action }) => action,
    ),
    ...differences(
      keyed(reviewed.besideTerraform ?? [], (text) => text),
      keyed(planned.besideTerraform ?? [], (text) => text),
      () => 'beside Terraform',
    ),
    ...differences(
      keyed(reviewed.notRead ?? [], (text) => text),
      keyed(planned.notRead ?? [], (text) => text),
      () => 'a part that this review does not read',
    ),
  ];
}

/** Unique in a plan: an action runs as often as something triggers it, a resource can have old objects. */
function nameOf({ action, address, deposed, reason = '' }: ReviewedChange): string {
  if (action === 'invoke') {
    return `${address} (${reason})`;
  }
  return deposed ? `${address} (old)` : address;
}

function describeChange({ action, attributes }: ReviewedChange): string {
  const paths = attributes.map(({ path }) => path).join(', ');
  return paths === '' ? action : `${action} of ${paths}`;
}

function differences<T>(
  reviewed: ReadonlyMap<string, T>,
  planned: ReadonlyMap<string, T>,
  describe: (value: T) => string,
): readonly string[] {
  const names = [...new Set([...reviewed.keys(), ...planned.keys()])].sort();
  return names.flatMap((name) => {
    const before = reviewed.get(name);
    const after = planned.get(name);
    if (after === undefined) {
      return [`${name}: reviewed, and not in the plan any more.`];
    }
    if (before === undefined) {
      return [`${name}: ${describe(after)}, which nobody reviewed.`];
    }
    if (contentOf(before) === contentOf(after)) {
      return [];
    }
    const [was, is] = [describe(before), describe(after)];
    return [
      was === is ? `${name}: ${is}, with other values.` : `${name}: ${is}; reviewed was ${was}.`,
    ];
  });
}

function keyed<T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, T> {
  return new Map(values.map((value) => [key(value), value]));
}

/** Text that is equal where two parts of reviews say the same; line numbers of the program may move without a change of the plan. */
export function contentOf(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (name === 'source') {
      return undefined;
    }
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
      return inner;
    }
    return Object.fromEntries(Object.entries(inner).sort(byKey));
  });
}
