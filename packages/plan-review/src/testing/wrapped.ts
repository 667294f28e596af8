import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type {
  ConfigurationModuleJson,
  ConfigurationResourceJson,
  PlanJson,
  ResourceChangeJson,
} from '../plan/plan-json';

/** A way to write the same plan differently. */
export interface Wrapping {
  readonly name: string;
  readonly wrap: (plan: PlanJson) => PlanJson;
  /** Takes what the wrapping adds to addresses out of a text. */
  readonly unwrap: (text: string) => string;
}

/** All ways: whoever reads a plan must say the same of each. */
export const wrappings: readonly Wrapping[] = [
  inModules('in a module', [['module.w', '']]),
  inModules('in a module with count', [['module.w', '[0]']]),
  inModules('in a module with for_each', [['module.w', '["a.b"]']]),
  inModules('in nested modules', [
    ['module.w', '[1]'],
    ['module.x', ''],
    ['module.y', '["z"]'],
  ]),
  repeated('with count', '[0]', (block, rest) => [
    `${block}[0]${rest}`,
    `${block}[0]`,
    block,
    'count.index',
  ]),
  repeated('with for_each', '["k"]', (block) => [block, 'each.key']),
  scattered(),
];

function inModules(name: string, path: readonly (readonly [string, string])[]): Wrapping {
  const prefix = path.map(([module, key]) => `${module}${key}.`).join('');
  return {
    name,
    wrap: (plan) =>
      rewritten(plan, (address) => prefix + address, {
        root_module: path.reduceRight<ConfigurationModuleJson>(
          (module, [call]) => ({
            module_calls: { [call.replace('module.', '')]: { module, expressions: {} } },
          }),
          plan.configuration?.root_module ?? {},
        ),
      }),
    unwrap: (text) => text.replaceAll(JSON.stringify(prefix).slice(1, -1), ''),
  };
}

function repeated(
  name: string,
  key: string,
  refer: (block: string, rest: string) => readonly string[],
): Wrapping {
  return {
    name,
    wrap: (plan) =>
      rewritten(plan, (address) => address + key, {
        root_module: {
          resources: (plan.configuration?.root_module?.resources ?? []).map((resource) => ({
            ...resource,
            expressions: withReferences(resource.expressions ?? {}, (reference) =>
              /^(?:local|var)\./.test(reference)
                ? [reference]
                : refer(blockOf(reference), reference.slice(blockOf(reference).length)),
            ) as JsonObject,
          })),
        },
      }),
    // Only behind a block: attributes have indexes, too.
    unwrap: (text) =>
      text
        .split(JSON.stringify(key).slice(1, -1))
        .reduce((left, right) =>
          /\baws_\w+\.\w+$/.test(left)
            ? left + right
            : left + JSON.stringify(key).slice(1, -1) + right,
        ),
  };
}

/** Every resource in a module of its own; what it refers to comes through variables and outputs. */
function scattered(): Wrapping {
  return {
    name: 'each in a module of its own',
    wrap: (plan) => {
      const resources = plan.configuration?.root_module?.resources ?? [];
      // Names in the order of the addresses, so that the order stays.
      const addresses = (plan.resource_changes ?? []).map(({ address }) => address).sort();
      const moduleOf = new Map(
        addresses.map((address, index) => [address, `r${String(index).padStart(3, '0')}`]),
      );
      return rewritten(plan, (address) => `module.${moduleOf.get(address) ?? ''}.${address}`, {
        root_module: {
          module_calls: Object.fromEntries(
            resources.map((resource) => [
              moduleOf.get(resource.address) as string,
              scatteredCall(resource, moduleOf),
            ]),
          ),
        },
      });
    },
    unwrap: (text) => text.replace(/module\.r\d+\./g, ''),
  };
}

function scatteredCall(
  resource: ConfigurationResourceJson,
  moduleOf: ReadonlyMap<string, string>,
): {
  readonly module: ConfigurationModuleJson;
  readonly expressions: JsonObject;
} {
  const expressions: Record<string, Json> = {};
  const own = withReferences(resource.expressions ?? {}, (reference) => {
    const module = moduleOf.get(blockOf(reference));
    if (module === undefined) {
      return [reference];
    }
    const name = `v_${module}`;
    expressions[name] = { references: [`module.${module}.it`, `module.${module}`] };
    return [`var.${name}`];
  });
  const it = { expression: { references: [`${resource.address}.id`, resource.address] } };
  return {
    module: { resources: [{ ...resource, expressions: own as JsonObject }], outputs: { it } },
    expressions,
  };
}

function blockOf(reference: string): string {
  return reference.split('.').slice(0, 2).join('.');
}

function withReferences(expression: Json, refer: (reference: string) => readonly string[]): Json {
  if (isList(expression)) {
    return expression.map((item) => withReferences(item, refer));
  }
  if (!isObject(expression)) {
    return expression;
  }
  return Object.fromEntries(
    Object.entries(expression).map(([key, value]) => [
      key,
      key === 'references' && isList(value)
        ? [...new Set(value.flatMap((reference) => refer(String(reference))))]
        : withReferences(value, refer),
    ]),
  );
}

function rewritten(
  plan: PlanJson,
  addressOf: (address: string) => string,
  configuration: PlanJson['configuration'],
): PlanJson {
  const moved = (json: ResourceChangeJson): ResourceChangeJson => ({
    ...json,
    address: addressOf(json.address),
  });
  return {
    ...plan,
    resource_changes: plan.resource_changes?.map(moved),
    resource_drift: plan.resource_drift?.map(moved),
    configuration: { ...plan.configuration, ...configuration },
  } as PlanJson;
}
