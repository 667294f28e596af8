import { parsePlan, type ChangeJson, type PlanJson, type ResourceChangeJson } from './plan-json';
import { attributePath, reasonInWords } from './reasons';

/** What happens to one resource. `none` is a change of the state only: moved or imported, nothing else. */
export type PlannedAction =
  'destroy' | 'replace' | 'update' | 'create' | 'forget' | 'read' | 'none';

/** One resource that the plan touches. Holds addresses and names, never values. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: PlannedAction;
  /** The construct that made the resource, when the caller knew it. @default - unknown */
  readonly constructPath?: string;
  /** Why, in words. @default - Terraform gives no reason */
  readonly reason?: string;
  /** Attributes that cannot be changed in place, by name. Empty unless the action is `replace`. */
  readonly replacedBy: readonly string[];
  /** Whether a replacement makes the new one before the old one goes. @default - not a replacement */
  readonly replaceOrder?: 'create-first' | 'destroy-first' | 'create-and-forget';
  /** The address it had in the state. @default - not moved */
  readonly previousAddress?: string;
  readonly imported: boolean;
  /** An old object that a failed create-first replacement left behind. */
  readonly deposed: boolean;
}

/** How many resources meet each fate. A resource that is moved and updated counts in both. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  readonly moved: number;
  readonly imported: number;
  readonly forgotten: number;
  readonly read: number;
}

/** An output whose value changes. */
export interface OutputChange {
  readonly name: string;
  readonly action: 'create' | 'update' | 'destroy';
  readonly sensitive: boolean;
}

/** A resource that was changed or deleted outside Terraform since the last apply. */
export interface DriftedResource {
  readonly address: string;
  readonly constructPath?: string;
  readonly action: 'update' | 'destroy';
}

/** What a plan will do. */
export interface PlanReview {
  readonly formatVersion: string;
  readonly terraformVersion?: string;
  /** `changes` also for a plan that only moves or imports: applying it writes the state. */
  readonly verdict: 'no-changes' | 'changes';
  /** Whether nothing but the state and outputs would change. */
  readonly stateOnly: boolean;
  readonly counts: PlanCounts;
  /** Ordered by danger: destroy, replace, update, create, forgotten, moved and imported, read. */
  readonly changes: readonly PlannedChange[];
  readonly outputs: readonly OutputChange[];
  readonly drift: readonly DriftedResource[];
  /** False when Terraform deferred a part: another plan is needed after this one. */
  readonly complete: boolean;
  readonly errored: boolean;
}

/** What the plan JSON itself does not hold. */
export interface ReviewOptions {
  /** Construct path by resource address (`aws_vpc.Network_1234`). @default - none: addresses only */
  readonly constructPaths?: Readonly<Record<string, string>>;
}

const order: readonly PlannedAction[] = [
  'destroy',
  'replace',
  'update',
  'create',
  'forget',
  'none',
  'read',
];

/**
 * Reads the JSON of a saved plan (`terraform show -json tfplan`, parsed) and says what it will do.
 *
 * Throws on anything that is not a plan of format 1.x. The result holds no attribute value, so it is safe to print
 * and to keep; the plan JSON itself is not.
 */
export function reviewPlan(planJson: unknown, options: ReviewOptions = {}): PlanReview {
  const plan = parsePlan(planJson);
  const { constructPaths = {} } = options;
  const changes = (plan.resource_changes ?? [])
    .map((change) => plannedChange(change, constructPaths))
    .filter((change) => change !== undefined)
    .sort(byDanger);
  const counts = count(changes);
  const outputs = outputChanges(plan);
  const touched = counts.create + counts.update + counts.replace + counts.destroy;
  const stateChanges = counts.moved + counts.imported + counts.forgotten + outputs.length;
  return {
    formatVersion: plan.format_version,
    ...(plan.terraform_version === undefined ? {} : { terraformVersion: plan.terraform_version }),
    // `applyable` is Terraform's own opinion; it covers what a later 1.x may add and this package does not count.
    verdict: touched + stateChanges > 0 || plan.applyable === true ? 'changes' : 'no-changes',
    stateOnly: touched === 0 && stateChanges > 0,
    counts,
    changes,
    outputs,
    drift: drift(plan, constructPaths),
    complete: plan.complete ?? true,
    errored: plan.errored ?? false,
  };
}

function plannedChange(
  json: ResourceChangeJson,
  constructPaths: Readonly<Record<string, string>>,
): PlannedChange | undefined {
  const action = plannedAction(json.change.actions);
  const previousAddress = json.previous_address;
  const moved = previousAddress !== undefined && previousAddress !== json.address;
  const imported = json.change.importing !== undefined && json.change.importing !== null;
  if (action === 'none' && !moved && !imported) {
    return undefined;
  }
  const constructPath = pathOf(json, constructPaths);
  const reason = reasonInWords(json.action_reason);
  const replaceOrder = action === 'replace' ? orderOf(json.change.actions) : undefined;
  return {
    address: json.address,
    type: json.type,
    action,
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(reason === undefined ? {} : { reason }),
    replacedBy: [...new Set((json.change.replace_paths ?? []).map(attributePath))],
    ...(replaceOrder === undefined ? {} : { replaceOrder }),
    ...(moved ? { previousAddress } : {}),
    imported,
    deposed: json.deposed !== undefined,
  };
}

function plannedAction(actions: readonly string[]): PlannedAction {
  const has = (action: string): boolean => actions.includes(action);
  if (has('create') && (has('delete') || has('forget'))) {
    return 'replace';
  }
  if (has('delete')) {
    return 'destroy';
  }
  if (has('create')) {
    return 'create';
  }
  if (has('update')) {
    return 'update';
  }
  if (has('forget')) {
    return 'forget';
  }
  if (has('read')) {
    return 'read';
  }
  if (actions.length === 0 || has('no-op')) {
    return 'none';
  }
  // Silence would hide it: a change we cannot classify must never look like no change.
  throw new Error(`Plan: unknown action; got ${actions.join(', ')}. Fix: use a newer plan-review.`);
}

function orderOf(actions: readonly string[]): NonNullable<PlannedChange['replaceOrder']> {
  if (actions.includes('forget')) {
    return 'create-and-forget';
  }
  return actions[0] === 'create' ? 'create-first' : 'destroy-first';
}

function pathOf(
  json: ResourceChangeJson,
  constructPaths: Readonly<Record<string, string>>,
): string | undefined {
  // Instances of count and for_each share the construct of their resource.
  return constructPaths[json.address] ?? constructPaths[`${json.type}.${json.name}`];
}

function byDanger(left: PlannedChange, right: PlannedChange): number {
  const leftKey = left.constructPath ?? left.address;
  const rightKey = right.constructPath ?? right.address;
  return order.indexOf(left.action) - order.indexOf(right.action) || compare(leftKey, rightKey);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function count(changes: readonly PlannedChange[]): PlanCounts {
  const of = (predicate: (change: PlannedChange) => boolean): number =>
    changes.filter(predicate).length;
  return {
    create: of(({ action }) => action === 'create'),
    update: of(({ action }) => action === 'update'),
    replace: of(({ action }) => action === 'replace'),
    destroy: of(({ action }) => action === 'destroy'),
    moved: of(({ previousAddress }) => previousAddress !== undefined),
    imported: of(({ imported }) => imported),
    forgotten: of(({ action }) => action === 'forget'),
    read: of(({ action }) => action === 'read'),
  };
}

function outputChanges(plan: PlanJson): readonly OutputChange[] {
  return Object.entries(plan.output_changes ?? {})
    .map(([name, change]) => outputChange(name, change))
    .filter((change) => change !== undefined)
    .sort((left, right) => compare(left.name, right.name));
}

function outputChange(name: string, change: ChangeJson): OutputChange | undefined {
  const action = plannedAction(change.actions);
  if (action === 'none' || action === 'read' || action === 'forget') {
    return undefined;
  }
  return {
    name,
    action: action === 'replace' ? 'update' : action,
    sensitive: change.after_sensitive === true || change.before_sensitive === true,
  };
}

function drift(
  plan: PlanJson,
  constructPaths: Readonly<Record<string, string>>,
): readonly DriftedResource[] {
  return (plan.resource_drift ?? []).flatMap((json) => {
    const action = plannedAction(json.change.actions);
    if (action !== 'update' && action !== 'destroy') {
      return [];
    }
    const constructPath = pathOf(json, constructPaths);
    return [
      { address: json.address, ...(constructPath === undefined ? {} : { constructPath }), action },
    ];
  });
}
