import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A synthesized stack, as far as it is taken apart here. */
interface Stack {
  readonly provider: object;
  readonly terraform: { readonly required_providers: object };
}

/** A part of a plan that holds resources: each has its address, and its module's. */
interface Addressed {
  readonly address: string;
  readonly module_address?: string;
}

interface Values {
  readonly root_module?: { readonly child_modules?: readonly Addressed[] };
}

/** The JSON of a plan, as far as it is taken apart here. */
interface Plan {
  readonly planned_values?: Values;
  readonly prior_state?: { readonly values?: Values };
  readonly resource_changes?: readonly (Addressed & {
    readonly change: { readonly actions: readonly string[] };
  })[];
  readonly resource_drift?: readonly Addressed[];
  readonly configuration: {
    readonly root_module: {
      readonly module_calls: Readonly<Record<string, { readonly module: object }>>;
    };
  };
}

/**
 * Writes a configuration that has each of these stacks as a module, so that they are applied together: a start of the
 * AWS provider costs more than an example does. What a module may not have, the backend and the provider, is the root's.
 *
 * @param stackFiles the `cdk.tf.json` of each, by name
 * @throws Error when they do not have the same providers
 */
export function writeModules(
  directory: string,
  stackFiles: Readonly<Record<string, string>>,
): void {
  const roots = new Set<string>();
  for (const [name, file] of Object.entries(stackFiles)) {
    const { provider, terraform, ...module } = JSON.parse(readFileSync(file, 'utf8')) as Stack;
    const { required_providers } = terraform;
    roots.add(JSON.stringify({ provider, terraform: { required_providers } }));
    mkdirSync(join(directory, name), { recursive: true });
    writeFileSync(
      join(directory, name, 'main.tf.json'),
      JSON.stringify({ ...module, terraform: { required_providers } }),
    );
  }
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0) {
    throw new Error(`stacks that are applied together have the same provider, got ${[...roots]}`);
  }
  const module = Object.fromEntries(
    Object.keys(stackFiles).map((name) => [name, { source: `./${name}` }]),
  );
  writeFileSync(
    join(directory, 'main.tf.json'),
    JSON.stringify({ ...(JSON.parse(root) as object), module }),
  );
}

/** The part of a plan that is about one of the modules, as if its stack had been planned alone. */
export function planOfModule(planJson: string, name: string): string {
  const plan = JSON.parse(planJson) as Plan;
  const module = `module.${name}`;
  const isHere = ({ module_address }: Addressed): boolean => module_address === module;
  const valuesOf = (values: Values | undefined) => ({
    root_module: values?.root_module?.child_modules?.find(({ address }) => address === module),
  });
  const { module: configuration } = plan.configuration.root_module.module_calls[name] ?? {};
  const part = {
    ...plan,
    planned_values: valuesOf(plan.planned_values),
    prior_state: { ...plan.prior_state, values: valuesOf(plan.prior_state?.values) },
    resource_changes: plan.resource_changes?.filter(isHere),
    resource_drift: plan.resource_drift?.filter(isHere),
    relevant_attributes: undefined,
    checks: undefined,
    configuration: { ...plan.configuration, root_module: configuration },
  };
  return JSON.stringify(part, (key, value: unknown) =>
    // Nothing of a root module is in a module.
    key === 'module_address' || value === module ? undefined : value,
  ).replaceAll(`${module}.`, '');
}

/** What a plan does, an address a line. */
export function changesOf(planJson: string): readonly string[] {
  const { resource_changes = [] } = JSON.parse(planJson) as Plan;
  return resource_changes
    .filter(({ change }) => !['no-op', 'read'].includes(change.actions.join()))
    .map(({ address, change }) => `${address}: ${change.actions.join(', then ')}`);
}
