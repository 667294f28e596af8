import { deeperThan } from './json';
import type { PlanJson } from './plan-json';
import { checkShape, describe } from './shape';

const supportedMajor = 1;
// Terraform's own attributes nest a dozen levels; everything after this check may recurse.
const maxDepth = 250;

/**
 * Checks that a parsed JSON document is a plan this package can read.
 *
 * Throws an `Error` with one sentence that says what it is instead; it names kinds and sizes, never a value. Do not use
 * it on `terraform show -json` of a state file: that is another format with the same first key.
 */
export function parsePlan(document: unknown): PlanJson {
  if (isChecked(document)) {
    return document;
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Error(
      `Plan: not a plan; got ${describe(document)}. Fix: give the parsed output of 'terraform show -json tfplan'.`,
    );
  }
  const version = (document as Record<string, unknown>)['format_version'];
  if (typeof version !== 'string' || !/^\d+\.\d+/.test(version)) {
    throw new Error(
      `Plan: not a plan: format_version is missing; got ${describe(version)}. ` +
        "Fix: give the output of 'terraform show -json tfplan', not of 'terraform plan -json'.",
    );
  }
  if (Number.parseInt(version, 10) !== supportedMajor) {
    throw new Error(
      `Plan: unknown format version; got ${version.slice(0, 20)}. Allowed ${supportedMajor}.x. ` +
        'Fix: use a Terraform or OpenTofu release that writes it, or a newer plan-review.',
    );
  }
  // A state shown as JSON carries `values` and nothing planned.
  if (
    !('planned_values' in document) &&
    !('resource_changes' in document) &&
    !('output_changes' in document)
  ) {
    throw new Error(
      `Plan: holds no planned changes; got ${describe(document)}. ` +
        "Fix: show the saved plan ('terraform show -json tfplan'), not the state.",
    );
  }
  if (deeperThan(document, maxDepth)) {
    throw new Error(
      `Plan: nested deeper than ${maxDepth} levels; Terraform writes no such plan. ` +
        "Fix: give the output of 'terraform show -json tfplan' as it is.",
    );
  }
  checkShape(document as Record<string, unknown>);
  checked.add(document);
  return document as PlanJson;
}

/** What was read from a text is checked there, and once is enough: a plan is readonly. */
const checked = new WeakSet<object>();

function isChecked(document: unknown): document is PlanJson {
  return typeof document === 'object' && document !== null && checked.has(document);
}
