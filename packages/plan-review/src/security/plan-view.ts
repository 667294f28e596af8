import { equal, isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { ConfigurationModuleJson, PlanJson, ResourceChangeJson } from '../plan/plan-json';

/** A side of a change. */
export type Side = 'before' | 'after';

/** A resource as it is and as it will be. */
export interface Resource {
  readonly address: string;
  readonly type: string;
  /** @default - does not exist on that side */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** Shape of `after`, `true` where a value is known only after apply. */
  readonly unknown: JsonObject;
}

/** Stands for a value that is known only after apply. */
export const unknownValue = Symbol('known after apply');

/** Managed resources of a plan, unchanged ones included, with what refers to what. */
export class PlanView {
  readonly resources: readonly Resource[];
  private readonly configured: ReadonlyMap<string, JsonObject> | undefined;
  private readonly addressByName = new Map<string, string>();
  private readonly byAddress: ReadonlyMap<string, Resource>;

  constructor(plan: PlanJson) {
    this.resources = (plan.resource_changes ?? []).filter(isManaged).map(resourceOf);
    this.byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
    const root = plan.configuration?.root_module;
    this.configured = root === undefined ? undefined : expressionsOf(root, '');
    for (const resource of this.resources) {
      for (const values of [resource.before, resource.after]) {
        for (const attribute of identifying) {
          const name = values?.[attribute];
          if (typeof name === 'string') {
            this.addressByName.set(`${resource.type} ${name}`, resource.address);
          }
        }
      }
    }
  }

  /** The value of an attribute; `undefined` where the side, the attribute or a value is missing. */
  value(resource: Resource, side: Side, attribute: string): Json | typeof unknownValue | undefined {
    if (
      side === 'after' &&
      resource.after !== undefined &&
      holdsTrue(resource.unknown[attribute])
    ) {
      return unknownValue;
    }
    const values = resource[side];
    return values !== undefined && Object.hasOwn(values, attribute)
      ? (values[attribute] ?? undefined)
      : undefined;
  }

  /**
   * Whether the author gave the attribute; true also where the plan does not say.
   *
   * Terraform leaves `dynamic` blocks out of `configuration`, so the absence of an attribute proves nothing. The values
   * do: the provider fills in what is known only after apply, or what it read before. So a known value of a new resource,
   * and one that becomes another, is the author's.
   */
  isConfigured(resource: Resource, attribute: string): boolean {
    const expressions = this.configured?.get(withoutIndexes(resource.address));
    if (expressions === undefined || Object.hasOwn(expressions, attribute)) return true;
    const { before, after, unknown } = resource;
    const value = ownValue(after, attribute);
    if (after === undefined) return false;
    // What is new is filled in as a whole by the provider; what exists keeps its value unless the author gives another.
    if (unknown[attribute] === true) return before !== undefined && unknown['id'] !== true;
    return before === undefined ? value !== null : !equal(value, ownValue(before, attribute));
  }

  /**
   * The address of the resource that an attribute names, by id, name or ARN, or by reference while that is unknown; else
   * the value itself. Undefined when neither is known. A replaced resource keeps its address, so both sides agree.
   */
  target(
    resource: Resource,
    side: Side,
    attribute: string,
    type: string | readonly string[],
  ): string | undefined {
    const value = this.value(resource, side, attribute);
    if (typeof value === 'string') {
      return this.named(value, type);
    }
    return value === unknownValue ? this.referenced(resource, attribute, type) : undefined;
  }

  /** The address of the resource of that type with this id, name or ARN; else the text itself. */
  named(name: string, types: string | readonly string[]): string {
    for (const type of typeof types === 'string' ? [types] : types) {
      const address = this.addressByName.get(`${type} ${name}`);
      if (address !== undefined) {
        return address;
      }
    }
    return name;
  }

  /** The resource of that type that the author wrote into an attribute, or undefined when there is not exactly one. */
  referenced(
    resource: Resource,
    attribute: string,
    types: string | readonly string[],
  ): string | undefined {
    const expressions = this.configured?.get(withoutIndexes(resource.address));
    const module = /^(?:module\.[^.]+\.)*/.exec(resource.address)?.[0] ?? '';
    const found = new Set(
      referencesIn(expressions?.[attribute])
        .map((reference) => module + reference)
        .filter((address) => {
          const type = this.byAddress.get(address)?.type;
          return type !== undefined && (typeof types === 'string' ? [types] : types).includes(type);
        }),
    );
    return found.size === 1 ? [...found][0] : undefined;
  }

  /** The resource at an address, when the plan shows it. */
  find(address: string): Resource | undefined {
    return this.byAddress.get(address);
  }

  /** Whether a resource exists on a side; undefined when the plan does not show it. */
  exists(address: string, side: Side): boolean | undefined {
    const resource = this.byAddress.get(address);
    return resource === undefined ? undefined : resource[side] !== undefined;
  }
}

/** Attributes by which other resources name one. */
const identifying = ['id', 'arn', 'name', 'bucket', 'key_id', 'url', 'function_name'];

function isManaged(change: ResourceChangeJson): boolean {
  // A deposed object is what a failed replacement left behind; the resource has an entry of its own.
  return (change.mode ?? 'managed') === 'managed' && change.deposed === undefined;
}

function resourceOf({ address, type, change }: ResourceChangeJson): Resource {
  const { actions, before, after, after_unknown: unknown } = change;
  // What Terraform forgets lives on: nothing is taken away, also not by what replaces it.
  const forgotten = actions.includes('forget');
  const replacement = forgotten && actions.includes('create');
  return {
    address,
    type,
    ...(isObject(before) && !replacement ? { before } : {}),
    ...(isObject(after) ? { after } : forgotten && isObject(before) ? { after: before } : {}),
    unknown: isObject(unknown) ? unknown : {},
  };
}

function expressionsOf(
  module: ConfigurationModuleJson,
  prefix: string,
  found = new Map<string, JsonObject>(),
): Map<string, JsonObject> {
  for (const resource of module.resources ?? []) {
    found.set(prefix + resource.address, resource.expressions ?? {});
  }
  for (const [name, call] of Object.entries(module.module_calls ?? {})) {
    if (call.module !== undefined) {
      expressionsOf(call.module, `${prefix}module.${name}.`, found);
    }
  }
  return found;
}

/** Addresses in an expression: Terraform lists `aws_vpc.main.id` and `aws_vpc.main`. */
function referencesIn(expression: Json | undefined): string[] {
  if (isList(expression)) {
    return expression.flatMap(referencesIn);
  }
  if (!isObject(expression)) {
    return [];
  }
  return Object.entries(expression).flatMap(([key, value]) =>
    key === 'references' && isList(value)
      ? value.filter((reference) => typeof reference === 'string')
      : referencesIn(value),
  );
}

function ownValue(values: JsonObject | undefined, attribute: string): Json {
  return values !== undefined && Object.hasOwn(values, attribute)
    ? (values[attribute] ?? null)
    : null;
}

/** Whether something in a tree of `after_unknown` is unknown. */
export function holdsTrue(tree: Json | undefined): boolean {
  if (typeof tree === 'object' && tree !== null) {
    return Object.values(tree).some((item) => holdsTrue(item as Json));
  }
  return tree === true;
}

/** Instances of `count` and `for_each` share one block: `aws_subnet.a[0]` is written at `aws_subnet.a`. */
function withoutIndexes(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}
