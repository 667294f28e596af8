import type { HostGroup } from '../hosts/host-group';
import { describeProblem, isKnown } from '../support/validation';
import { ClusterPlacement } from './cluster-placement';
import { hostPool } from './host-pools';
import type { PlacedCluster, PlacedService } from './placed-service';
import { zoneWarnings } from './zones';

const current = new WeakMap<PlacedCluster, ClusterChecks>();

/** The checks of all services of a cluster, which share what has to be read and computed once. */
export class ClusterChecks {
  /**
   * The checks of a synth. Every service asks once in each run of the validations: one that asks again, or that is new,
   * begins the next run, for which everything is read anew.
   */
  static of(cluster: PlacedCluster, path: string): ClusterChecks {
    const existing = current.get(cluster);
    if (existing?.isNewIn(path)) {
      return existing;
    }
    const checks = new ClusterChecks(cluster);
    checks.isNewIn(path);
    current.set(cluster, checks);
    return checks;
  }

  private readonly groups: readonly HostGroup[];
  private readonly services: ReadonlyMap<string, PlacedService>;
  /** Path of the first service with each name. */
  private readonly firstOfName = new Map<string, string>();
  private readonly asked = new Set<string>();
  private readonly placement: ClusterPlacement;
  private _leastMemory?: ClusterPlacement;
  private _mostTasks?: ClusterPlacement;

  private constructor(cluster: PlacedCluster) {
    this.groups = cluster.capacities.map(({ hostGroup }) => hostGroup);
    // Getters read the whole task definition; once is enough.
    const services = cluster.services.map(({ placement }) => ({ ...placement }));
    this.services = new Map(services.map((service) => [service.path, service]));
    this.placement = this.place('atMost', services);
    for (const { path, serviceName } of services) {
      if (!isKnown(serviceName) || this.firstOfName.has(serviceName)) {
        continue;
      }
      this.firstOfName.set(serviceName, path);
    }
  }

  /** Why a service cannot be deployed. */
  problemsOf(path: string): readonly string[] {
    return [...this.nameProblems(path), ...this.placement.problemsOf(path)];
  }

  /** What may go wrong with a service that has no problems. */
  warningsOf(path: string): readonly string[] {
    const service = this.services.get(path);
    if (service === undefined) {
      return [];
    }
    const tight = this.leastMemory.problemsOf(path);
    if (tight.length > 0) {
      return tight.map(
        (text) => `With the least memory that such hosts are known to have, ${text}`,
      );
    }
    return [
      ...zoneWarnings(service, this.groups),
      ...this.mostTasks
        .problemsOf(path)
        .map((text) => `When automatic scaling asks for all tasks that it may ask for, ${text}`),
    ];
  }

  /** ECS takes a second service of a name for the first one, and refuses to make it. */
  private nameProblems(path: string): readonly string[] {
    const name = this.services.get(path)?.serviceName;
    if (!isKnown(name)) {
      return [];
    }
    const first = this.firstOfName.get(name);
    if (first === path || first === undefined) {
      return [];
    }
    return [
      describeProblem({
        what: 'the services of a cluster have different names',
        got: `${name}, as ${first} has`,
        fix: 'Change serviceName of one of them.',
      }),
    ];
  }

  private get leastMemory(): ClusterPlacement {
    this._leastMemory ??= this.place('atLeast', [...this.services.values()]);
    return this._leastMemory;
  }

  private get mostTasks(): ClusterPlacement {
    this._mostTasks ??= this.placeMostTasks();
    return this._mostTasks;
  }

  /** Without automatic scaling it is what was placed already. */
  private placeMostTasks(): ClusterPlacement {
    const services = [...this.services.values()];
    return services.some(({ maximumCount }) => maximumCount !== undefined)
      ? this.place(
          'atMost',
          services.map((service) => ({
            ...service,
            desiredCount: service.maximumCount ?? service.desiredCount,
          })),
        )
      : this.placement;
  }

  private place(
    assumption: 'atMost' | 'atLeast',
    services: readonly PlacedService[],
  ): ClusterPlacement {
    return new ClusterPlacement(
      this.groups.map((group) => hostPool(group, assumption)),
      services,
    );
  }

  private isNewIn(path: string): boolean {
    if (!this.services.has(path) || this.asked.has(path)) {
      return false;
    }
    this.asked.add(path);
    return true;
  }
}
