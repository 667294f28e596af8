import { isKnown } from '../support/validation';
import { fitProblems, taskSize } from './fit';
import type { HostPool } from './host-pools';
import {
  noHostForNewTask,
  noRoomBesideOthers,
  tooFewHostsForPort,
  tooFewInterfaces,
  tooLittleRoom,
  tooLittleTogether,
} from './messages';
import {
  type Budget,
  type Demand,
  exceeds,
  type Host,
  occupy,
  pack,
  type Packing,
  room,
} from './packing';
import { mayRunOn, type PlacedService } from './placed-service';
import { PortUsers } from './port-users';
import { blockedRollout, placesForRollout } from './rollout';

/** A service with what is counted of it. */
interface Entry {
  readonly service: PlacedService;
  readonly pools: readonly HostPool[];
  /** The tasks that run when nothing is being rolled out. */
  readonly demand: Demand;
  /** How many must find a place at once during a rollout. */
  readonly places: number;
}

/** Enough for every way to place a few dozen tasks. */
const LOOKS = 100_000;

/** Bigger clusters are not counted host by host. */
const MOST_HOSTS = 5000;

/**
 * Whether the tasks of all services of a cluster find a place, also during a rollout.
 *
 * "Would deploy" means: there is a way for ECS to place the tasks such that a rollout of any one service ends, while the
 * others run with their desired count. ECS chooses greedily and never moves a running task to make room, so with tasks
 * of different sizes it can be unlucky where a way exists; that is not counted against a configuration. Where the tasks
 * of one service compete for hosts of one size there is nothing to be unlucky with.
 *
 * What is not known at synth counts as nothing that is needed and as everything that is there. A search that takes too
 * long ends in favour of the configuration.
 *
 * Everything that concerns all services is computed once, so that checking a cluster stays linear in their number.
 */
export class ClusterPlacement {
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly portUsers = new Map<string, PortUsers>();
  /** One host of each group, with what daemons leave free. */
  private readonly emptyHosts = new Map<string, Host>();
  private readonly budget: Budget = { looks: LOOKS };
  private together?: { readonly demands: readonly Demand[]; readonly packing: Packing };

  constructor(
    private readonly pools: readonly HostPool[],
    services: readonly PlacedService[],
  ) {
    this.entries = new Map(services.map((service) => [service.path, this.enter(service)]));
    for (const { service, demand, pools } of this.entries.values()) {
      if (service.daemon && !service.someHostsOnly) {
        this.placeDaemon(demand);
      }
      const tasks = service.daemon ? this.daemonTasks(service, pools) : demand.count;
      for (const port of service.staticPorts) {
        const users = this.portUsers.get(port) ?? new PortUsers();
        users.add({ path: service.path, tasks, groups: demand.groups });
        this.portUsers.set(port, users);
      }
    }
  }

  /** Why a service cannot be deployed. The first kind of reason hides those that follow from it. */
  problemsOf(path: string): readonly string[] {
    const entry = this.entries.get(path);
    if (entry === undefined || entry.pools.length === 0) {
      return [];
    }
    if (entry.service.daemon) {
      return fitProblems(taskSize(entry.service), entry.pools);
    }
    if (entry.places === 0) {
      return [];
    }
    const reasons = [
      () => [
        ...fitProblems(taskSize(entry.service), entry.pools),
        ...blockedRollout(entry.service),
      ],
      () => entry.service.staticPorts.flatMap((port) => this.portProblems(entry, port)),
      () => this.interfaceProblems(entry),
      () => this.roomProblems(entry),
      () => this.togetherProblems(entry),
    ];
    for (const reason of reasons) {
      const problems = reason();
      if (problems.length > 0) {
        return problems;
      }
    }
    return [];
  }

  private portProblems({ service, demand, pools, places }: Entry, port: string): readonly string[] {
    const users = this.portUsers.get(port);
    if (users === undefined) {
      return [];
    }
    const hosts = hostCount(pools);
    const taken = users.tasksWithin(demand.groups) - demand.count;
    if (places + taken <= hosts) {
      return [];
    }
    const names = users.describeOthers(demand.groups, service.path);
    const others = taken === 0 ? '' : ` beside the ${taken} of ${names}`;
    return demand.count + taken > hosts
      ? [tooFewHostsForPort(service, port, taken, others, hosts)]
      : [noHostForNewTask(service, port, others, hosts)];
  }

  /** Tasks with addresses of their own, beside those of other services that can use no other hosts. */
  private interfaceProblems({ service, demand, pools, places }: Entry): readonly string[] {
    const all = pools.reduce(
      (sum, { count, interfaces = Infinity }) => sum + (count === 0 ? 0 : count * interfaces),
      0,
    );
    if (demand.interfaces === 0 || places <= 0) {
      return [];
    }
    const others = [...this.entries.values()].filter(
      (other) =>
        other.service !== service &&
        other.demand.interfaces === 1 &&
        [...other.demand.groups].every((group) => demand.groups.has(group)),
    );
    const taken = others.reduce(
      (sum, other) =>
        sum +
        (other.service.daemon ? this.daemonTasks(other.service, other.pools) : other.demand.count),
      0,
    );
    return places + taken <= all ? [] : [tooFewInterfaces(service, { places, taken, all, pools })];
  }

  /** One on every host; where a `memberOf` expression picks the hosts, how many is not known. */
  private daemonTasks(service: PlacedService, pools: readonly HostPool[]): number {
    return service.someHostsOnly ? 0 : hostCount(pools);
  }

  private placeDaemon(demand: Demand): void {
    for (const pool of this.pools.filter(({ path }) => demand.groups.has(path))) {
      this.emptyHosts.set(pool.path, occupy(this.emptyHost(pool), demand, 1));
    }
  }

  /** A service alone on its hosts. */
  private roomProblems({ service, demand, pools, places }: Entry): readonly string[] {
    const all = pools.reduce((total, pool) => total + this.roomOn(pool, demand), 0);
    return places <= all ? [] : [tooLittleRoom(service, demand, all, pools)];
  }

  /** A service beside all others. What concerns all of them is reported once, by the last one. */
  private togetherProblems(entry: Entry): readonly string[] {
    if (!isLimited(entry)) {
      return [];
    }
    this.together ??= this.packTogether();
    const { demands, packing } = this.together;
    const { service, demand, pools, places } = entry;
    if (packing === 'unknown') {
      return [];
    }
    if (packing === 'impossible') {
      return demand === demands.at(-1) ? [tooLittleTogether(demands, this.pools)] : [];
    }
    if (places === demand.count || packing.some((host) => room(host, demand) > 0)) {
      return [];
    }
    return exceeds([{ ...demand, count: 1 }], packing) || this.isTooMuch(demands, demand, places)
      ? [noRoomBesideOthers(service, demand, pools)]
      : [];
  }

  /** Proves that there is no way to place all tasks and more of one kind, if that takes no longer than the budget. */
  private isTooMuch(demands: readonly Demand[], demand: Demand, places: number): boolean {
    const hosts = this.hosts();
    this.budget.looks -= demands.length * hosts.length;
    if (this.budget.looks <= 0) {
      return false;
    }
    const more = demands.map((other) => (other === demand ? { ...demand, count: places } : other));
    return pack(hosts, more, this.budget) === 'impossible';
  }

  /** Places for all tasks of all services that share a limited number of hosts. */
  private packTogether(): { readonly demands: readonly Demand[]; readonly packing: Packing } {
    const demands = [...this.entries.values()].filter(isLimited).map(({ demand }) => demand);
    return { demands, packing: pack(this.hosts(), demands, this.budget) };
  }

  private hosts(): readonly Host[] {
    return this.pools
      .filter(({ count }) => count <= MOST_HOSTS)
      .flatMap((pool) => Array.from({ length: pool.count }, () => this.emptyHost(pool)));
  }

  private roomOn(pool: HostPool, demand: Demand): number {
    const each = room(this.emptyHost(pool), demand);
    return each === 0 || pool.count === 0 ? 0 : each * pool.count;
  }

  private emptyHost(pool: HostPool): Host {
    const { path: group, size, interfaces } = pool;
    return this.emptyHosts.get(group) ?? { group, ...size, interfaces, taken: new Set() };
  }

  private enter(service: PlacedService): Entry {
    const pools = this.pools.filter(({ path }) => mayRunOn(service, path));
    const demand = {
      ...taskSize(service),
      interfaces: service.ownNetworkInterface === true ? 1 : 0,
      count: !service.daemon && isKnown(service.desiredCount) ? service.desiredCount : 0,
      exclusive: service.distinctInstances
        ? [...service.staticPorts, `one task of ${service.path}`]
        : service.staticPorts,
      groups: new Set(pools.map(({ path }) => path)),
    };
    return { service, pools, demand, places: placesForRollout(service) ?? 0 };
  }
}

/** True for a service with tasks that cannot use hosts without limit. */
function isLimited({ demand, pools }: Entry): boolean {
  return demand.count > 0 && hostCount(pools) <= MOST_HOSTS;
}

function hostCount(pools: readonly HostPool[]): number {
  return pools.reduce((total, { count }) => total + count, 0);
}
