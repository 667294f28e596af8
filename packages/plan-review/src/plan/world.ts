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
  /** The world as it is; a plan is read once. */
  static before(plan: PlanJson): World {
    return World.of(plan, 'before');
  }

  /** The world as it will be. */
  static after(plan: PlanJson): World {
    return World.of(plan, 'after');
  }

  private static of(plan: PlanJson, side: Side): World {
    const known = worlds[side].get(plan) ?? new World(plan, side);
    worlds[side].set(plan, known);
    return known;
  }

  readonly resources: readonly WorldResource[];

  private readonly byType = new Map<string, WorldResource[]>();
  private readonly byAddress = new Map<string, WorldResource>();
  private readonly referrers = new Map<string, Referrers>();
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

  /** The resources of a type of which an attribute refers to this one. */
  referring(to: WorldResource, attribute: string, type: string): readonly WorldResource[] {
    return this.referrersOf(to.type, attribute, type).named.get(to) ?? [];
  }

  /** Those, and the ones that may refer to it: through a local, the plan does not show to which. */
  perhapsReferring(to: WorldResource, attribute: string, type: string): readonly WorldResource[] {
    return this.referrersOf(to.type, attribute, type).possible.get(to) ?? [];
  }

  /** Read once for all targets: an estate has thousands of groups, and thousands of rules. */
  private referrersOf(targetType: string, attribute: string, type: string): Referrers {
    const key = `${type} ${attribute} ${targetType}`;
    let referrers = this.referrers.get(key);
    if (referrers === undefined) {
      referrers = { named: new Map(), possible: new Map() };
      this.referrers.set(key, referrers);
      for (const resource of this.ofType(type)) {
        const { resources, possible } = this.referred(resource, attribute, targetType);
        add(referrers.named, this.onThisSide(resources), resource);
        add(referrers.possible, this.onThisSide(possible), resource);
      }
    }
    return referrers;
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

const worlds = {
  before: new WeakMap<PlanJson, World>(),
  after: new WeakMap<PlanJson, World>(),
} as const;

/** What refers to each resource, and what may. */
interface Referrers {
  readonly named: Map<WorldResource, WorldResource[]>;
  readonly possible: Map<WorldResource, WorldResource[]>;
}

function add(
  referrers: Map<WorldResource, WorldResource[]>,
  targets: readonly WorldResource[],
  resource: WorldResource,
): void {
  for (const target of new Set(targets)) {
    const others = referrers.get(target);
    if (others === undefined) {
      referrers.set(target, [resource]);
    } else {
      others.push(resource);
    }
  }
}
