import type { Construct } from 'constructs';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, requireInteger } from '../support/validation';
import type { ICapacity } from './capacity';

/** A group of hosts that ECS scales, and how many tasks of a service go there. */
export interface CapacityProviderStrategyItem {
  /** One with `managedScaling`. */
  readonly capacity: ICapacity;
  /** Share of the tasks beyond every `base`, relative to the other weights. 0 to 1000. @default 1 */
  readonly weight?: number;
  /** Tasks that come here first. Only one item may have some. @default 0 */
  readonly base?: number;
}

const MAX_ITEMS = 20;

/** The strategy as Terraform takes it; undefined for the EC2 launch type. */
export function renderStrategy(items: readonly CapacityProviderStrategyItem[]): unknown {
  if (items.length === 0) {
    return undefined;
  }
  return items.map(({ capacity, weight = 1, base = 0 }) => ({
    capacity_provider: literal(capacity.capacityProvider?.name),
    weight,
    base,
  }));
}

/** Rules for a strategy as it was asked for. */
export function requireStrategyItems(
  scope: Construct,
  items: readonly CapacityProviderStrategyItem[],
): void {
  for (const { capacity, weight, base } of items) {
    const name = 'capacityProviderStrategy';
    requireInteger(scope, weight, { name: `weight in ${name}`, min: 0, max: 1000 });
    requireInteger(scope, base, { name: `base in ${name}`, min: 0, max: 100_000 });
    if (capacity.capacityProvider !== undefined) {
      continue;
    }
    throw misuse(scope, {
      what: 'a strategy names groups of hosts that ECS scales',
      got: `${capacity.node.path}, a group of fixed size`,
      fix: 'Give the group managedScaling, or take it out of capacityProviderStrategy.',
    });
  }
  const paths = items.map(({ capacity }) => capacity.node.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    throw misuse(scope, {
      what: 'a strategy names a group of hosts once',
      got: `${twice} more than once`,
      fix: 'Merge the items.',
    });
  }
  requireShares(scope, items);
}

function requireShares(scope: Construct, items: readonly CapacityProviderStrategyItem[]): void {
  if (items.length > MAX_ITEMS) {
    throw misuse(scope, {
      what: `a strategy has at most ${MAX_ITEMS} items`,
      got: items.length,
      fix: 'Remove some of them.',
    });
  }
  if (items.length > 0 && items.every(({ weight }) => weight === 0)) {
    throw misuse(scope, {
      what: 'one weight of a strategy is above 0, or no task beyond the base would find a place',
      got: 'weight 0 everywhere',
      fix: 'Raise one of the weights.',
    });
  }
  const based = items.filter(({ base }) => isKnown(base) && base > 0);
  if (based.length < 2) {
    return;
  }
  throw misuse(scope, {
    what: 'one item of a strategy may have a base',
    got: based.map(({ capacity, base }) => `${base} on ${capacity.node.path}`).join(', '),
    fix: 'Keep one of them.',
  });
}
