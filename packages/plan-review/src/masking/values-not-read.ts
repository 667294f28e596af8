import { isList, isObject, type Json } from '../plan/json';
import type { ActionInvocationJson, ChangeJson, PlanJson } from '../plan/plan-json';
import { unreadLength } from './marker';

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
