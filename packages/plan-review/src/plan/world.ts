import { type Configuration, configurationOf, referencesOf } from './configuration';
import { isList, isObject, type Json, type JsonObject } from './json';
import type { PlanJson } from './plan-json';

/** A managed resource on one side of the plan. */
export interface WorldResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** What is known; attributes known only after apply are missing or null. */
  readonly values: JsonObject;
}

/**
 * The resources before or after a plan, changed or not, and what refers to what.
 *
 * References are followed by the value where it is known, else by the configuration, so that they also work for what does
 * not exist yet. Resources of child modules are found by value only.
 */
export class World {
  static before(plan: PlanJson): World {
    return new World(plan, ({ before }) => before);
  }

  static after(plan: PlanJson): World {
    return new World(plan, ({ after }) => after);
  }

  readonly resources: readonly WorldResource[];

  private readonly byType = new Map<string, WorldResource[]>();
  private readonly configuration: Configuration;

  private constructor(
    plan: PlanJson,
    side: (change: { readonly before?: Json; readonly after?: Json }) => Json | undefined,
  ) {
    this.resources = (plan.resource_changes ?? []).flatMap((resource) => {
      const values = side(resource.change);
      if (resource.mode === 'data' || resource.deposed !== undefined || !isObject(values)) {
        return [];
      }
      return [{ address: resource.address, type: resource.type, name: resource.name, values }];
    });
    for (const resource of this.resources) {
      const others = this.byType.get(resource.type);
      if (others === undefined) this.byType.set(resource.type, [resource]);
      else others.push(resource);
    }
    this.configuration = configurationOf(plan);
  }

  /** The resources of some types. */
  ofType(...types: readonly string[]): readonly WorldResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resources of a type that an attribute refers to. */
  referredBy(from: WorldResource, attribute: string, type: string): readonly WorldResource[] {
    const candidates = this.ofType(type);
    const values = new Set(textsIn(from.values[attribute]));
    const byValue = candidates.filter(({ values: { id, arn, name } }) =>
      [id, arn, name].some((value) => typeof value === 'string' && values.has(value)),
    );
    if (byValue.length > 0) return byValue;
    const expression = this.configuration.get(`${from.type}.${from.name}`)?.[attribute];
    const references = new Set(referencesOf(expression).map(blockOf));
    return candidates.filter((candidate) => references.has(`${type}.${candidate.name}`));
  }
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (isObject(value)) return Object.values(value).flatMap(textsIn);
  return [];
}

/** `aws_subnet.a` of the reference `aws_subnet.a[0].id`. */
function blockOf(reference: string): string {
  return reference.split('.').slice(0, 2).join('.').replace(/\[.*$/, '');
}
