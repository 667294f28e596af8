import { nameOf, regionOf } from '../identifiers';
import type { Host } from '../../hosts/host';
import type { Service } from '../service';
import type { CapacityProvider, StrategyItem } from './capacity-provider';

/** What a cluster may take hosts from. */
export interface ClusterCapacity {
  readonly providers: readonly string[];
  readonly defaultStrategy: readonly StrategyItem[];
}

/** The capacity providers of all regions, and which cluster uses which. */
export class CapacityState {
  private readonly providersByArn = new Map<string, CapacityProvider>();
  private readonly clusters = new Map<string, ClusterCapacity>();

  /** Adds a provider, in place of a deleted one of its name. */
  add(provider: CapacityProvider): void {
    this.providersByArn.set(provider.arn, provider);
  }

  /** Providers of all regions, deleted ones included. */
  providers(): readonly CapacityProvider[] {
    return [...this.providersByArn.values()];
  }

  /** A provider by name or ARN, deleted ones included. */
  find(region: string, nameOrArn: string): CapacityProvider | undefined {
    return this.providers().find(
      (provider) => provider.region === region && provider.name === nameOf(nameOrArn),
    );
  }

  /** What a cluster may use; nothing for a cluster that was never told. */
  ofCluster(clusterArn: string): ClusterCapacity {
    return this.clusters.get(clusterArn) ?? { providers: [], defaultStrategy: [] };
  }

  /** Sets what a cluster may use. */
  setCluster(clusterArn: string, capacity: ClusterCapacity): void {
    this.clusters.set(clusterArn, capacity);
  }

  /** The ARNs of the clusters that may use a provider. */
  clustersOf({ name, region }: CapacityProvider): readonly string[] {
    return [...this.clusters]
      .filter(([arn, { providers }]) => regionOf(arn) === region && providers.includes(name))
      .map(([arn]) => arn);
  }

  /** The provider whose group a host belongs to, among those its cluster may use. */
  providerOf({ groupName, clusterArn }: Host): CapacityProvider | undefined {
    if (groupName === undefined) {
      return undefined;
    }
    const { providers } = this.ofCluster(clusterArn);
    return this.providers().find(
      (provider) =>
        provider.status === 'ACTIVE' &&
        provider.groupName === groupName &&
        providers.includes(provider.name),
    );
  }

  /** Where the tasks of a service come from; empty for the launch type EC2, which takes any host. */
  strategyOf({ given, clusterArn }: Service): readonly StrategyItem[] {
    const own = given['capacityProviderStrategy'];
    if (Array.isArray(own) && own.length > 0) {
      return own as readonly StrategyItem[];
    }
    return given['launchType'] === undefined ? this.ofCluster(clusterArn).defaultStrategy : [];
  }
}
