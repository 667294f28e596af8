import type { ConstructOrigin, PlanCounts, PlannedAction, ReviewedChange } from '../model';
import { blockAddress, configurationOf } from '../plan/configuration';
import type { JsonObject } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { byText } from '../plan/text-order';
import { plannedAction, replaceOrderOf } from './action';
import { changedAttributes, chosenAttributes, type ReviewedAttributes } from './attributes';
import { reasonInWords } from './reasons';
import { reviewInvocations } from './review-invocations';

/** Where resources come from, by address. */
export type Origins = Readonly<Record<string, ConstructOrigin>>;

const order: readonly PlannedAction[] = [
  'destroy',
  'replace',
  'invoke',
  'update',
  'create',
  'forget',
  'none',
  'read',
];

/** Every resource that a masked plan touches and every action that it runs, worst first. `effects` are still empty. */
export function reviewChanges(plan: PlanJson, origins: Origins): readonly ReviewedChange[] {
  const configuration = configurationOf(plan);
  const changes = plan.resource_changes ?? [];
  return [
    ...changes.flatMap((json) =>
      reviewChange(json, configuration.get(blockAddress(json.address)), origins),
    ),
    ...reviewInvocations(plan.action_invocations ?? []),
  ].sort(byDanger);
}

/** The construct that made a resource. Instances of count and for_each share the construct of their block. */
export function originOf(
  address: string,
  origins: Origins,
): { readonly construct?: ConstructOrigin } {
  const key = [address, blockAddress(address)].find((candidate) =>
    Object.hasOwn(origins, candidate),
  );
  const construct = key === undefined ? undefined : origins[key];
  return construct === undefined ? {} : { construct };
}

/** How many resources meet each fate, and how many actions run. */
export function countChanges(changes: readonly ReviewedChange[]): PlanCounts {
  const of = (predicate: (change: ReviewedChange) => boolean): number =>
    changes.filter(predicate).length;
  const invoked = of(({ action }) => action === 'invoke');
  return {
    create: of(({ action }) => action === 'create'),
    update: of(({ action }) => action === 'update'),
    replace: of(({ action }) => action === 'replace'),
    destroy: of(({ action }) => action === 'destroy'),
    moved: of(({ previousAddress }) => previousAddress !== undefined),
    imported: of(({ imported }) => imported),
    forgotten: of(({ action }) => action === 'forget'),
    read: of(({ action }) => action === 'read'),
    ...(invoked === 0 ? {} : { invoked }),
  };
}

function reviewChange(
  json: ResourceChangeJson,
  written: JsonObject | undefined,
  origins: Origins,
): readonly ReviewedChange[] {
  const action = plannedAction(json.change.actions);
  const previousAddress = json.previous_address ?? json.address;
  const moved = previousAddress !== json.address;
  const imported = json.change.importing !== undefined;
  if (action === 'none' && !moved && !imported) {
    return [];
  }
  const reason = reasonInWords(json.action_reason);
  const { attributes, replacedBy, unknownCount } = attributesOf(json, action, written);
  return [
    {
      address: json.address,
      type: json.type,
      action,
      ...originOf(json.address, origins),
      reason,
      replacedBy: action === 'replace' ? replacedBy : [],
      ...(action === 'replace' ? { replaceOrder: replaceOrderOf(json.change.actions) } : {}),
      ...(moved ? { previousAddress } : {}),
      imported,
      deposed: json.deposed !== undefined,
      attributes,
      unknownCount,
      effects: [],
    },
  ];
}

function attributesOf(
  json: ResourceChangeJson,
  action: PlannedAction,
  written: JsonObject | undefined,
): ReviewedAttributes {
  if (action === 'update' || action === 'replace') {
    return changedAttributes(json.change, written);
  }
  if (action === 'create') {
    return chosenAttributes(json.change, written);
  }
  return { attributes: [], replacedBy: [], unknownCount: 0 };
}

function byDanger(left: ReviewedChange, right: ReviewedChange): number {
  return (
    order.indexOf(left.action) - order.indexOf(right.action) ||
    byText(left.construct?.path ?? left.address, right.construct?.path ?? right.address) ||
    byText(left.address, right.address)
  );
}
