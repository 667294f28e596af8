import type { Construct } from 'constructs';
import type { ICluster } from '../cluster/cluster-contract';
import type { ICapacity } from '../hosts/capacity';
import { literal } from '../support/terraform-text';
import { describeProblem, isKnown, misuse, requireInteger } from '../support/validation';

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

/**
 * What a service runs on: the strategy asked for, or else every group of hosts that ECS scales, equally. Empty stands for
 * the EC2 launch type, which takes any host of the cluster.
 */
export function chosenStrategy(
  cluster: ICluster,
  asked: readonly CapacityProviderStrategyItem[] | undefined,
): readonly CapacityProviderStrategyItem[] {
  if (asked !== undefined) {
    return asked;
  }
  return cluster.capacities
    .filter(({ capacityProvider }) => capacityProvider !== undefined)
    .map((capacity) => ({ capacity }));
}

/** Paths of the groups that get tasks by a strategy; undefined for the EC2 launch type, which takes any host. */
export function usedGroups(
  items: readonly CapacityProviderStrategyItem[],
): readonly string[] | undefined {
  const used = items.filter(({ weight, base = 0 }) => weight !== 0 || base !== 0);
  return used.length === 0 ? undefined : used.map(({ capacity }) => capacity.node.path);
}

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

/** What can be said once all groups of hosts are there. */
export function strategyProblems(
  cluster: ICluster,
  asked: readonly CapacityProviderStrategyItem[] | undefined,
): readonly string[] {
  return asked === undefined ? mixedProblems(cluster) : foreignProblems(cluster, asked);
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

function mixedProblems(cluster: ICluster): readonly string[] {
  const managed = cluster.capacities.filter(
    ({ capacityProvider }) => capacityProvider !== undefined,
  );
  const fixed = cluster.capacities.filter(({ capacityProvider }) => capacityProvider === undefined);
  if (managed.length === 0 || fixed.length === 0) {
    return [];
  }
  return [
    describeProblem({
      what: `${cluster.node.path} has hosts that ECS scales (${paths(managed)}) and others (${paths(fixed)}), so a service must say what it runs on`,
      got: 'no capacityProviderStrategy',
      fix: 'Name the groups that ECS scales in capacityProviderStrategy, or set it to [] for the EC2 launch type, which takes any host.',
    }),
  ];
}

function foreignProblems(
  cluster: ICluster,
  asked: readonly CapacityProviderStrategyItem[],
): readonly string[] {
  if (!cluster.knowsHosts) {
    return [];
  }
  const own = new Set(cluster.capacities.map(({ node }) => node.path));
  const foreign = asked.find(({ capacity }) => !own.has(capacity.node.path));
  if (foreign === undefined) {
    return [];
  }
  return [
    describeProblem({
      what: `capacityProviderStrategy names groups of hosts of ${cluster.node.path}`,
      got: foreign.capacity.node.path,
      fix: 'Name a group that addCapacity of this cluster returned.',
    }),
  ];
}

function paths(capacities: readonly ICapacity[]): string {
  return capacities.map(({ node }) => node.path).join(', ');
}
