import { blockAddress, configurationIndex, type ConfigurationIndex } from './configuration';
import { Identities, textsIn } from './identities';
import { Instances } from './instances';
import { equal, holdsTrue, isObject, type Json, type JsonObject, own } from './json';
import type { PlanJson, ResourceChangeJson } from './plan-json';
import { References } from './references';

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

/** The resources that an argument names. */
export interface Referred {
  /** Those it does name. */
  readonly resources: readonly Resource[];
  /** These, and those it may name: the plan does not show where the way leads. */
  readonly possible: readonly Resource[];
}

/** Where an argument leads as written, whatever its value. */
export interface WrittenTargets {
  readonly resources: readonly Resource[];
  /** Blocks of data sources, `module.net.data.aws_vpc.main`. */
  readonly data: readonly string[];
  /** Data sources that are read only while the plan is applied. */
  readonly deferred: readonly Resource[];
  /** Whether it also leads through locals or `dynamic` blocks, which no plan shows. */
  readonly hidden: boolean;
}

/** Stands for a value that is known only after apply. */
export const unknownValue = Symbol('known after apply');

/**
 * The one reader of a plan: its managed resources, unchanged ones included, and what refers to what.
 *
 * References are followed by value where it is known, so that it does not matter how they are written, else through the
 * configuration: variables and outputs of modules, `count` and `for_each`.
 */
export class PlanView {
  /** The view of a plan; a plan is read once. */
  static of(plan: PlanJson): PlanView {
    let view = views.get(plan);
    if (view === undefined) {
      view = new PlanView(plan);
      views.set(plan, view);
    }
    return view;
  }

  readonly resources: readonly Resource[];
  private readonly configuration: ConfigurationIndex;
  private readonly references: References;
  private readonly instances: Instances<Resource>;
  private readonly identities: Identities;
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly byType = new Map<string, Resource[]>();
  private readonly referrers = new Map<string, ReadonlyMap<Resource, readonly Resource[]>>();
  private readonly deferred: Instances<Resource>;
  private readonly deferredTypes: ReadonlySet<string>;

  constructor(plan: PlanJson) {
    const changes = plan.resource_changes ?? [];
    this.resources = changes.filter(isManaged).map(resourceOf);
    const data = changes.filter(({ mode }) => mode === 'data').map(resourceOf);
    this.deferred = new Instances(data);
    this.deferredTypes = new Set(data.map(({ type }) => type));
    this.configuration = configurationIndex(plan);
    this.references = new References(this.configuration);
    this.instances = new Instances(this.resources);
    this.identities = new Identities(this.resources);
    this.byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
    for (const resource of this.resources) {
      const others = this.byType.get(resource.type);
      if (others === undefined) {
        this.byType.set(resource.type, [resource]);
      } else {
        others.push(resource);
      }
    }
  }

  /** The resources of some types. */
  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The value of an attribute; `undefined` where the side, the attribute or a value is missing. */
  value(resource: Resource, side: Side, attribute: string): Json | typeof unknownValue | undefined {
    if (isUnknown(resource, side, attribute)) {
      return unknownValue;
    }
    return own(resource[side], attribute) ?? undefined;
  }

  /**
   * Whether the author gave the attribute; true also where the plan does not say.
   *
   * Terraform leaves `dynamic` blocks out of `configuration`, so the absence of an attribute proves nothing. The values
   * do: the provider fills in what is known only after apply, or what it read before. So a known value of a new resource,
   * and one that becomes another, is the author's.
   */
  isConfigured(resource: Resource, attribute: string): boolean {
    const expressions = this.expressionsOf(resource.address);
    if (expressions === undefined || Object.hasOwn(expressions, attribute)) {
      return true;
    }
    const { before, after, unknown } = resource;
    const value = own(after, attribute) ?? null;
    if (after === undefined) {
      return false;
    }
    // What is new is filled in as a whole by the provider; what exists keeps its value unless the author gives another.
    if (unknown[attribute] === true) {
      return before !== undefined && unknown['id'] !== true;
    }
    return before === undefined ? value !== null : !equal(value, own(before, attribute) ?? null);
  }

  /** The resources of some types that an argument names on one side. */
  referred(
    resource: Resource,
    side: Side,
    attribute: string,
    types: string | readonly string[],
  ): Referred {
    const wanted = typeof types === 'string' ? [types] : types;
    const byValue = this.identities.find(textsIn(resource[side]?.[attribute]), wanted);
    const unknown = isUnknown(resource, side, attribute);
    if (byValue.length > 0 && !unknown) {
      return { resources: byValue, possible: byValue };
    }
    const { resources, hidden } = this.written(resource.address, attribute);
    const byReference = resources.filter(({ type }) => wanted.includes(type));
    const found = [...new Set([...byValue, ...byReference])];
    const isHidden = hidden && unknown && this.configuration.known;
    return found.length === 0 && isHidden && this.isConfigured(resource, attribute)
      ? this.guessed(resource, attribute, wanted)
      : { resources: found, possible: found };
  }

  /**
   * A value that is known only after apply, given through a local: it is an id that does not exist yet, so only what the
   * plan makes can be meant. Where it makes one of the type, that is it.
   */
  private guessed(resource: Resource, attribute: string, types: readonly string[]): Referred {
    const candidates = this.ofType(...types).filter(({ before, unknown }) =>
      before === undefined ? true : unknown['id'] === true,
    );
    const earlier = this.identities.find(textsIn(resource.before?.[attribute]), types);
    const kept = earlier.filter((item) => candidates.includes(item));
    const fresh = candidates.filter(({ before }) => before === undefined);
    const only = kept.length > 0 ? kept : fresh;
    const clear = only.length === 1 && !this.readsLater(types);
    return { resources: clear ? only : [], possible: candidates };
  }

  /** Where an argument leads as written, whatever its value. */
  written(address: string, attribute: string): WrittenTargets {
    const { blocks, hidden } = this.references.of(blockAddress(address), attribute);
    const resources = blocks.flatMap((target) => this.instances.meant(target, address));
    const data = blocks.map(({ block }) => block).filter((block) => /(?:^|\.)data\./.test(block));
    const deferred = blocks.flatMap((target) => this.deferred.meant(target, address));
    return { resources: [...new Set(resources)], data, deferred, hidden };
  }

  /** Whether the plan reads data sources of such types only while it is applied: their ids exist, and are not known. */
  readsLater(types: readonly string[]): boolean {
    return types.some((type) => this.deferredTypes.has(type));
  }

  /** Resources of a type of which some argument names the one at an address. */
  referring(type: string, address: string): readonly Resource[] {
    const target = this.byAddress.get(address);
    if (target === undefined) {
      return [];
    }
    const key = `${type} ${target.type}`;
    let index = this.referrers.get(key);
    if (index === undefined) {
      index = this.referrersOf(type, target.type);
      this.referrers.set(key, index);
    }
    return index.get(target) ?? [];
  }

  private referrersOf(type: string, targetType: string): Map<Resource, Resource[]> {
    const index = new Map<Resource, Resource[]>();
    for (const resource of this.ofType(type)) {
      const side = resource.after === undefined ? 'before' : 'after';
      const attributes = Object.keys({
        ...resource[side],
        ...resource.unknown,
        ...this.expressionsOf(resource.address),
      }).filter((attribute) => !naming.has(attribute));
      const found = attributes.flatMap(
        (attribute) => this.referred(resource, side, attribute, targetType).resources,
      );
      for (const target of new Set(found)) {
        index.set(target, [...(index.get(target) ?? []), resource]);
      }
    }
    return index;
  }

  /**
   * The address of the resource that an attribute names, by id, name or ARN, or by reference while that is unknown; else
   * the value itself. Undefined when neither is known. A replaced resource keeps its address, so both sides agree.
   */
  target(
    resource: Resource,
    side: Side,
    attribute: string,
    types: string | readonly string[],
  ): string | undefined {
    const value = this.value(resource, side, attribute);
    if (typeof value === 'string') {
      return this.named(value, types);
    }
    return value === unknownValue ? this.referenced(resource, attribute, types) : undefined;
  }

  /** The address of the resource of that type with this id, name or ARN; else the text itself. */
  named(name: string, types: string | readonly string[]): string {
    const [found] = this.identities.find([name], typeof types === 'string' ? [types] : types);
    return found?.address ?? name;
  }

  /** The resource of that type that the author wrote into an attribute, or undefined when there is not exactly one. */
  referenced(
    resource: Resource,
    attribute: string,
    types: string | readonly string[],
  ): string | undefined {
    const { resources } = this.referred(resource, 'after', attribute, types);
    return resources.length === 1 ? resources[0]?.address : undefined;
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

  /** An argument as its author wrote it: constants and references. Undefined where the plan does not say. */
  expression(address: string, attribute: string): Json | undefined {
    return own(this.expressionsOf(address), attribute);
  }

  private expressionsOf(address: string): JsonObject | undefined {
    if (!this.configuration.known) {
      return undefined;
    }
    return this.configuration.blocks.get(blockAddress(address))?.json.expressions;
  }
}

const views = new WeakMap<PlanJson, PlanView>();

/** Attributes that name or describe the resource itself, whatever text stands in them. */
const naming = new Set(['id', 'arn', 'name', 'description', 'tag', 'tags', 'tags_all']);

function isUnknown({ after, unknown }: Resource, side: Side, attribute: string): boolean {
  return side === 'after' && after !== undefined && holdsTrue(unknown[attribute]);
}

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
