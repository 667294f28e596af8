import { isList, isObject, type Json, type JsonObject } from './json';
import type {
  ConfigurationModuleJson,
  ConfigurationResourceJson,
  ModuleCallJson,
  PlanJson,
} from './plan-json';

export { blockAddress } from './address';

/** The arguments that the author wrote, by address without indexes (`module.net.aws_vpc.main`). */
export type Configuration = ReadonlyMap<string, JsonObject>;

/** A module as written, and where it is called from. */
export interface ConfiguredModule {
  /** `module.net.` without indexes; empty for the root module. */
  readonly prefix: string;
  readonly json: ConfigurationModuleJson;
  readonly parent?: ConfiguredModule;
  readonly call?: ModuleCallJson;
}

/** A resource block as written, and the module in which it stands. */
export interface ConfiguredBlock {
  readonly module: ConfiguredModule;
  readonly json: ConfigurationResourceJson;
}

/** Everything that `configuration` says, by address without indexes. */
export interface ConfigurationIndex {
  readonly blocks: ReadonlyMap<string, ConfiguredBlock>;
  readonly modules: ReadonlyMap<string, ConfiguredModule>;
  /** Whether the plan has a configuration at all. */
  readonly known: boolean;
}

/** Indexes the resource blocks and modules of a plan. */
export function configurationIndex(plan: PlanJson): ConfigurationIndex {
  const blocks = new Map<string, ConfiguredBlock>();
  const modules = new Map<string, ConfiguredModule>();
  const collect = (module: ConfiguredModule): void => {
    modules.set(module.prefix, module);
    for (const json of module.json.resources ?? []) {
      blocks.set(module.prefix + json.address, { module, json });
    }
    for (const [name, call] of Object.entries(module.json.module_calls ?? {})) {
      if (call.module !== undefined) {
        const prefix = `${module.prefix}module.${name}.`;
        collect({ prefix, json: call.module, parent: module, call });
      }
    }
  };
  const root = plan.configuration?.root_module;
  if (root !== undefined) {
    collect({ prefix: '', json: root });
  }
  return { blocks, modules, known: root !== undefined };
}

/** Reads the arguments of every resource block, also of modules. */
export function configurationOf(plan: PlanJson): Configuration {
  return new Map(
    [...configurationIndex(plan).blocks].map(([address, { json }]) => [
      address,
      json.expressions ?? {},
    ]),
  );
}

/** What an expression refers to, as Terraform lists it: `aws_vpc.a.id` and `aws_vpc.a`. */
export function referencesOf(expression: Json | undefined): readonly string[] {
  if (isList(expression)) {
    return expression.flatMap(referencesOf);
  }
  if (!isObject(expression)) {
    return [];
  }
  const { references } = expression;
  return isList(references)
    ? references.filter((reference) => typeof reference === 'string')
    : Object.values(expression).flatMap(referencesOf);
}
