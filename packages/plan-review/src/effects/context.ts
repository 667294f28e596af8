import type { AccessChange, Effect, ReviewedChange, SecurityReview } from '../model';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import { blockAddress, configurationIndex } from '../plan/configuration';
import type { PlanJson, ProvisionerJson, ResourceChangeJson } from '../plan/plan-json';
import { PlanView } from '../plan/plan-view';
import { concernsOnlyNew, givesOnlyNew, namesOnlyNew } from './opened-access';

/** What a rule is told of one change. */
export interface Subject {
  readonly change: ReviewedChange;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Shape of `after`, `true` where a value is known only after apply. */
  readonly unknown: JsonObject;
  /** Paths inside of the resource that differ. */
  readonly paths: readonly string[];
  readonly plan: Surroundings;
}

/** What a rule may ask about the rest of the plan. */
export interface Surroundings {
  /** Resources of a type whose arguments name the one at an address, changed or not. */
  referring(type: string, address: string): readonly ResourceChangeJson[];
  /** Whether what an argument of the resource names is made by the same plan. */
  belongsToNew(address: string, attribute: string, types: readonly string[]): boolean;
  /** Whether all that a binding or an assignment gives rights on is made by the same plan. */
  givesOnlyNew(address: string): boolean;
  /** Whether the author gave an attribute, as far as the plan says. */
  isWritten(address: string, attribute: string): boolean;
  /** What Terraform runs once the resource is made. */
  provisionersOf(address: string): readonly ProvisionerJson[];
  /** Whether the access review says of the resource that it allows more. */
  opens(address: string): boolean;
  /** Whether it says that something which exists may be reached, or may do, less than before. */
  closes(address: string): boolean;
  /** Whether it cannot say of the resource what is allowed. */
  isUndecided(address: string): boolean;
}

/** Says what a change does to what runs; nothing where it does nothing. */
export type EffectRule = (subject: Subject) => readonly Effect[];

/** What rules ask a plan. */
export function surroundingsOf(plan: PlanJson, security: SecurityReview): Surroundings {
  const view = PlanView.of(plan);
  const changes = new Map(
    (plan.resource_changes ?? [])
      .filter(({ deposed }) => deposed === undefined)
      .map((json) => [json.address, json]),
  );
  const opened = new Set(
    security.changes
      .filter(({ direction }) => direction === 'widened' || direction === 'changed')
      .map(({ address }) => address),
  );
  const isNew = concernsOnlyNew(view);
  const addressesOf = (rows: readonly AccessChange[]): ReadonlySet<string> =>
    new Set(rows.map(({ address }) => address));
  const closed = addressesOf(
    security.changes.filter(({ direction }) => direction === 'narrowed' || direction === 'changed'),
  );
  const undecided = addressesOf(security.changes.filter(({ decided }) => !decided));
  const { blocks } = configurationIndex(plan);
  return {
    provisionersOf: (address) => blocks.get(blockAddress(address))?.json.provisioners ?? [],
    opens: (address) => opened.has(address),
    closes: (address) => closed.has(address) && !isNew(address),
    isUndecided: (address) => undecided.has(address),
    isWritten: (address, attribute) => {
      const resource = view.find(address);
      return resource !== undefined && view.isConfigured(resource, attribute);
    },
    givesOnlyNew: (address) => givesOnlyNew(view, address),
    referring: (type, address) =>
      view.referring(type, address).flatMap((resource) => changes.get(resource.address) ?? []),
    belongsToNew: (address, attribute, types) => {
      const resource = view.find(address);
      return resource !== undefined && namesOnlyNew(view, resource, attribute, types);
    },
  };
}

/** Whether anything at or below an attribute differs. */
export function touches(subject: Subject, ...attributes: readonly string[]): boolean {
  return attributes.some((attribute) =>
    subject.paths.some(
      (path) =>
        path === attribute || path.startsWith(`${attribute}.`) || path.startsWith(`${attribute}[`),
    ),
  );
}

/** A number, where it is known. */
export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The first block of a nested block type: `instance_refresh[0]`. */
export function firstBlock(value: Json | undefined): JsonObject | undefined {
  const block = isList(value) ? value[0] : value;
  return isObject(block) ? block : undefined;
}

/** `1 task`, `3 tasks`, `tasks` where the number is not known. */
export function counted(count: number | undefined, noun: string): string {
  if (count === undefined) {
    return `${noun}s`;
  }
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** One effect, as a list. */
export function effect(severity: Effect['severity'], text: string): readonly Effect[] {
  return [{ severity, text }];
}
