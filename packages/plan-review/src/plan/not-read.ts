import { unreadLength } from '../masking/marker';
import { isList, isObject, type Json } from './json';
import type { ActionInvocationJson, ChangeJson, PlanJson } from './plan-json';

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

/** The values of a masked plan, by where they stand, that are too long to be read, of what it touches. */
export function valuesNotRead(plan: PlanJson): readonly string[] {
  const { deferred_changes: deferred = [], deferred_action_invocations: later = [] } = plan;
  const resources = [
    ...(plan.resource_changes ?? []),
    ...(plan.resource_drift ?? []),
    ...deferred.map(({ resource_change }) => resource_change),
  ];
  const actions = [
    ...(plan.action_invocations ?? []),
    ...later.map(({ action_invocation }) => action_invocation),
  ];
  return [
    ...resources.flatMap(({ address, change }) => changeNotRead(address, change)),
    ...Object.entries(plan.output_changes ?? {}).flatMap(([name, change]) =>
      changeNotRead(`output ${name}`, change),
    ),
    ...actions.flatMap(actionNotRead),
  ];
}

function changeNotRead(name: string, { actions, before, after }: ChangeJson): readonly string[] {
  return actions[0] === 'no-op'
    ? []
    : distinct([...placesNotRead(before ?? null, name), ...placesNotRead(after ?? null, name)]);
}

function actionNotRead({
  address,
  config_values: values,
}: ActionInvocationJson): readonly string[] {
  return distinct(placesNotRead(values ?? null, address));
}

function placesNotRead(value: Json, place: string, separator = ' '): readonly string[] {
  if (typeof value === 'string') {
    const length = unreadLength(value);
    return length === undefined ? [] : [`${place} (${length} characters)`];
  }
  if (isList(value)) {
    return value.flatMap((item, index) => placesNotRead(item, `${place}[${index}]`, '.'));
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([key, item]) => [
        ...placesNotRead(key, `${place}${separator}a key`),
        ...placesNotRead(item, `${place}${separator}${key}`, '.'),
      ])
    : [];
}

function distinct(places: readonly string[]): readonly string[] {
  return [...new Set(places)];
}
