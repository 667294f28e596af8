/**
 * Everything that Terraform 1.17 writes into a plan, whether a review needs it or not.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
const known = new Set([
  ...['format_version', 'terraform_version', 'timestamp', 'applyable', 'complete', 'errored'],
  ...['variables', 'planned_values', 'prior_state', 'configuration', 'relevant_attributes'],
  ...['resource_changes', 'resource_drift', 'output_changes', 'deferred_changes', 'checks'],
  ...['action_invocations', 'deferred_action_invocations'],
  // Of HCP Terraform, beside the plan: which arguments there are.
  ...['plan_format_version', 'provider_format_version', 'provider_schemas'],
]);

/** The parts of a plan, by their key, that nobody here has heard of: a later 1.x may say there what else it does. */
export function notRead(document: object): readonly string[] {
  return Object.entries(document)
    .filter(([key, value]) => !known.has(key) && !isEmpty(value))
    .map(([key]) => key.replace(/[^\w.-]/g, '?').slice(0, 60));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === false ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
