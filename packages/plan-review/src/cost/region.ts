import { referencesOf } from '../plan/configuration';
import { isObject, type Json } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';

/** The region whose prices hold, or why there is none. */
export type Region = { readonly name: string } | { readonly why: string };

const regionName = /^[a-z]{2}(?:-(?:gov|iso[a-z]?))?-[a-z]+-\d$/;
const inArn = /^arn:aws[\w-]*:[\w-]*:([a-z]{2}-[\w-]+-\d):/;

/**
 * The region of the AWS provider: as written, through a variable, or through what stands in it.
 *
 * Terraform writes no locals into a plan, and a provider may take its region from the environment. Then what lies in the
 * region tells it: zones and ARNs of resources, data sources, and a variable that holds the only name of a region.
 */
export function regionOf(plan: PlanJson): Region {
  const expression = plan.configuration?.provider_config?.['aws']?.expressions?.['region'];
  const written = isObject(expression) ? expression['constant_value'] : undefined;
  if (isRegion(written)) {
    return { name: written };
  }
  const variables = plan.variables ?? {};
  const given = referencesOf(expression).flatMap((reference) => {
    const [, name] = /^var\.(\w+)$/.exec(reference) ?? [];
    const value =
      name !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
    return isRegion(value?.value) ? [value.value] : [];
  });
  if (given.length === 1 && given[0] !== undefined) {
    return { name: given[0] };
  }
  for (const found of [regionsOfResources(plan), regionsOfVariables(plan)]) {
    const [first, ...more] = [...found].sort();
    if (first !== undefined) {
      return more.length === 0
        ? { name: first }
        : { why: `it names several regions: ${[first, ...more].join(', ')}` };
    }
  }
  return { why: 'the region is not in this plan' };
}

function regionsOfResources(plan: PlanJson): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (region: Json | undefined): void => {
    if (isRegion(region)) {
      found.add(region);
    }
  };
  const look = (type: string, values: Json | undefined): void => {
    if (!type.startsWith('aws_') || !isObject(values)) {
      return;
    }
    const { arn, availability_zone: zone } = values;
    add(typeof arn === 'string' ? inArn.exec(arn)?.[1] : undefined);
    add(typeof zone === 'string' ? zone.replace(/[a-z]$/, '') : undefined);
    // Of others, a `region` may be one that a copy lies in.
    if (type === 'aws_region') {
      add(values['name']);
    }
  };
  for (const { type, change } of plan.resource_changes ?? []) {
    look(type, change.after ?? change.before);
  }
  for (const { type, values } of plan.prior_state?.values?.root_module?.resources ?? []) {
    if (type === 'aws_region' || type === 'aws_availability_zones') {
      look(type, values);
    }
  }
  return found;
}

function regionsOfVariables({ variables }: PlanJson): ReadonlySet<string> {
  return new Set(
    Object.values(variables ?? {})
      .map((variable) => variable?.value)
      .filter(isRegion),
  );
}

function isRegion(value: Json | undefined): value is string {
  return typeof value === 'string' && regionName.test(value);
}
