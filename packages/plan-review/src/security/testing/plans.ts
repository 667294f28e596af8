import type { PlanJson, ResourceChangeJson } from '../../plan/plan-json';

/** Attributes of a resource; `null` where it does not exist. */
export type Values = Record<string, unknown> | null;

/** A change of one resource as Terraform writes it. */
export function change(
  address: string,
  before: Values,
  after: Values,
  unknown: object = {},
): ResourceChangeJson {
  const [type = '', name = ''] = address.split('.');
  const actions = before === null ? ['create'] : after === null ? ['delete'] : ['update'];
  return {
    address,
    type,
    name,
    change: { actions, before, after, after_unknown: unknown } as ResourceChangeJson['change'],
  };
}

export function plan(...changes: ResourceChangeJson[]): PlanJson {
  return { format_version: '1.2', resource_changes: changes };
}

/** What the author wrote, by address. */
export function written(
  expressions: Readonly<Record<string, object>>,
): Pick<PlanJson, 'configuration'> {
  const resources = Object.entries(expressions).map(([address, attributes]) => ({
    address,
    type: address.split('.')[0] ?? '',
    name: address.split('.')[1] ?? '',
    expressions: attributes as never,
  }));
  return { configuration: { root_module: { resources } } };
}
