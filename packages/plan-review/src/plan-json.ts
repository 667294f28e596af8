/**
 * The part of Terraform's plan JSON that the review reads.
 *
 * Follows https://developer.hashicorp.com/terraform/internals/json-format, format versions 1.x. Every field that a
 * 1.x writer may leave out is optional here.
 */
export interface PlanJson {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly ResourceChangeJson[];
  readonly resource_drift?: readonly ResourceChangeJson[];
  readonly output_changes?: Readonly<Record<string, ChangeJson>>;
  readonly applyable?: boolean;
  readonly complete?: boolean;
  readonly errored?: boolean;
}

/** One entry of `resource_changes` or `resource_drift`. */
export interface ResourceChangeJson {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly deposed?: string;
  readonly change: ChangeJson;
  readonly action_reason?: string;
}

/** The `change` of a resource or an output. Values are never read: they may hold secrets in plain text. */
export interface ChangeJson {
  readonly actions: readonly string[];
  readonly replace_paths?: readonly unknown[];
  readonly importing?: unknown;
  readonly after_sensitive?: unknown;
  readonly before_sensitive?: unknown;
}

const supportedMajor = 1;

/**
 * Checks that a parsed JSON document is a plan this package can read.
 *
 * Throws an `Error` with one sentence that says what it is instead. Do not use it on `terraform show -json` of a
 * state file: that is another format with the same first key.
 */
export function parsePlan(document: unknown): PlanJson {
  if (!isObject(document)) {
    throw new Error(
      `Plan: not a plan; got ${describe(document)}. Fix: give the parsed output of 'terraform show -json tfplan'.`,
    );
  }
  const { format_version: version } = document;
  if (typeof version !== 'string' || !/^\d+\.\d+/.test(version)) {
    throw new Error(
      `Plan: not a plan: format_version is missing; got ${describe(version)}. ` +
        "Fix: give the output of 'terraform show -json tfplan', not of 'terraform plan -json'.",
    );
  }
  if (Number.parseInt(version, 10) !== supportedMajor) {
    throw new Error(
      `Plan: unknown format version; got ${version}. Allowed ${supportedMajor}.x. ` +
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
      `Plan: holds no planned changes; got a document with ${Object.keys(document).sort().join(', ')}. ` +
        "Fix: show the saved plan ('terraform show -json tfplan'), not the state.",
    );
  }
  checkChanges(document, 'resource_changes');
  checkChanges(document, 'resource_drift');
  checkOutputs(document['output_changes']);
  return document as unknown as PlanJson;
}

function checkChanges(document: Record<string, unknown>, key: string): void {
  const changes = document[key];
  if (changes === undefined || changes === null) {
    return;
  }
  if (!Array.isArray(changes)) {
    throw new Error(`Plan: ${key} must be a list; got ${describe(changes)}.`);
  }
  changes.forEach((change: unknown, index) => {
    if (
      !isObject(change) ||
      typeof change['address'] !== 'string' ||
      !hasActions(change['change'])
    ) {
      throw new Error(
        `Plan: ${key}[${index}] must have an address and change.actions; got ${describe(change)}.`,
      );
    }
  });
}

function checkOutputs(outputs: unknown): void {
  if (outputs === undefined || outputs === null) {
    return;
  }
  if (!isObject(outputs)) {
    throw new Error(`Plan: output_changes must be an object; got ${describe(outputs)}.`);
  }
  for (const [name, change] of Object.entries(outputs)) {
    if (!hasActions(change)) {
      throw new Error(`Plan: output_changes.${name} must have actions; got ${describe(change)}.`);
    }
  }
}

function hasActions(change: unknown): boolean {
  return (
    isObject(change) &&
    Array.isArray(change['actions']) &&
    change['actions'].every((action) => typeof action === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names the kind of a value, never the value: a malformed plan can hold secrets too. */
function describe(value: unknown): string {
  if (value === null || value === undefined) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  return isObject(value) ? `an object with ${Object.keys(value).length} keys` : `a ${typeof value}`;
}
