import { isList, isObject, type Json, type JsonObject } from './json';
import type { ConfigurationModuleJson, PlanJson } from './plan-json';

/** The arguments that the author wrote, by address without indexes (`module.net.aws_vpc.main`). */
export type Configuration = ReadonlyMap<string, JsonObject>;

/** Reads the arguments of every resource block, also of modules. */
export function configurationOf(plan: PlanJson): Configuration {
  const result = new Map<string, JsonObject>();
  const collect = (module: ConfigurationModuleJson | undefined, prefix: string): void => {
    for (const resource of module?.resources ?? []) {
      result.set(prefix + resource.address, resource.expressions ?? {});
    }
    for (const [name, call] of Object.entries(module?.module_calls ?? {})) {
      collect(call.module, `${prefix}module.${name}.`);
    }
  };
  collect(plan.configuration?.root_module, '');
  return result;
}

/** The address of the block: `aws_subnet.a[0]` and `aws_subnet.a["x"]` are instances of `aws_subnet.a`. */
export function blockAddress(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

/** Addresses an expression refers to, as far as Terraform lists them: `aws_vpc.a.id` and `aws_vpc.a`. */
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
