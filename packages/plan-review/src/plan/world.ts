import { isObject, type Json, type JsonObject } from './json';
import { asTemplate, launchConfiguration } from './launch-configuration';
import type { PlanJson } from './plan-json';
import { PlanView, type Referred, type Side } from './plan-view';

/** A managed resource on one side of the plan. */
export interface WorldResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** What is known; attributes known only after apply are missing or null. */
  readonly values: JsonObject;
}

/** The resources before or after a plan, changed or not, and what refers to what: one side of a `PlanView`. */
export class World {
  static before(plan: PlanJson): World {
    return new World(plan, 'before');
  }

  static after(plan: PlanJson): World {
    return new World(plan, 'after');
  }

  readonly resources: readonly WorldResource[];

  private readonly byType = new Map<string, WorldResource[]>();
  private readonly byAddress = new Map<string, WorldResource>();
  private readonly view: PlanView;

  private constructor(
    plan: PlanJson,
    private readonly side: Side,
  ) {
    this.view = PlanView.of(plan);
    this.resources = (plan.resource_changes ?? []).flatMap((resource) => {
      const values: Json | undefined = resource.change[side];
      if (resource.mode === 'data' || resource.deposed !== undefined || !isObject(values)) {
        return [];
      }
      const { address, type, name } = resource;
      return type === launchConfiguration
        ? [{ address, type: 'aws_launch_template', name, values: asTemplate(values) }]
        : [{ address, type, name, values }];
    });
    for (const resource of this.resources) {
      this.byAddress.set(resource.address, resource);
      const others = this.byType.get(resource.type);
      if (others === undefined) {
        this.byType.set(resource.type, [resource]);
      } else {
        others.push(resource);
      }
    }
  }

  /** The resources of some types. */
  ofType(...types: readonly string[]): readonly WorldResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resources of a type that an attribute refers to. */
  referredBy(from: WorldResource, attribute: string, type: string): readonly WorldResource[] {
    return this.onThisSide(this.referred(from, attribute, type).resources);
  }

  /** Those, and the ones it may refer to: through a local, the plan does not show to which. */
  perhapsReferredBy(
    from: WorldResource,
    attribute: string,
    type: string,
  ): readonly WorldResource[] {
    return this.onThisSide(this.referred(from, attribute, type).possible);
  }

  private referred(from: WorldResource, attribute: string, type: string): Referred {
    const resource = this.view.find(from.address);
    if (resource === undefined) {
      return { resources: [], possible: [] };
    }
    const found = this.view.referred(resource, this.side, attribute, type);
    return found.possible.length === 0 && attribute === 'launch_template'
      ? this.view.referred(resource, this.side, 'launch_configuration', launchConfiguration)
      : found;
  }

  private onThisSide(resources: Referred['resources']): readonly WorldResource[] {
    return resources.flatMap(({ address }) => this.byAddress.get(address) ?? []);
  }
}
