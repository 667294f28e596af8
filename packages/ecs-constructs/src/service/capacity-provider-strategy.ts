import type { ICluster } from '../cluster/cluster-contract';
import type { ICapacity } from '../hosts/capacity';
import type { CapacityProviderStrategyItem } from '../hosts/strategy-items';
import { describeProblem } from '../support/validation';

/**
 * What a service runs on: the strategy asked for, or else that of the cluster, or else every group of hosts that ECS scales,
 * equally. Empty stands for the EC2 launch type, which takes any host of the cluster.
 */
export function chosenStrategy(
  cluster: ICluster,
  asked: readonly CapacityProviderStrategyItem[] | undefined,
): readonly CapacityProviderStrategyItem[] {
  const decided = asked ?? cluster.defaultCapacityProviderStrategy;
  if (decided !== undefined) {
    return decided;
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

/** What can be said once all groups of hosts are there. */
export function strategyProblems(
  cluster: ICluster,
  asked: readonly CapacityProviderStrategyItem[] | undefined,
): readonly string[] {
  const decided = asked ?? cluster.defaultCapacityProviderStrategy;
  return decided === undefined ? mixedProblems(cluster) : foreignProblems(cluster, decided);
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
