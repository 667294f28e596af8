/** Tasks of one kind that must be on the hosts at the same time. */
export interface Demand {
  readonly count: number;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** Network interfaces that each takes. @default 0 */
  readonly interfaces?: number;
  /** What only one task per host can have: static ports, and the service itself where its tasks keep apart. */
  readonly exclusive: readonly string[];
  /** Groups of hosts that the tasks may use. */
  readonly groups: ReadonlySet<string>;
}

/** A host and what is free on it. */
export interface Host {
  readonly group: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** Network interfaces. @default - more than are ever needed */
  readonly interfaces?: number;
  readonly taken: ReadonlySet<string>;
}

/** Hosts that searches may still look at. Shared by the searches of a cluster, so that their sum stays small. */
export interface Budget {
  looks: number;
}

/** The search goes one call deeper with every task. */
const MOST_TASKS_TO_SEARCH = 1000;

/** Whether the tasks fit on the hosts; `unknown` when the budget ran out before either was proved. */
export type Packing = readonly Host[] | 'impossible' | 'unknown';

/**
 * Finds places for all tasks: first by putting the biggest where they fit, then, where that fails, by trying every way.
 * What is found is a proof that it is possible; a search that ends without is a proof that it is not.
 */
export function pack(hosts: readonly Host[], demands: readonly Demand[], budget: Budget): Packing {
  const ordered = [...demands].sort((a, b) => a.groups.size - b.groups.size || size(b) - size(a));
  const packed = packGreedily(hosts, ordered);
  if (packed !== undefined) {
    return packed;
  }
  if (exceeds(demands, hosts)) {
    return 'impossible';
  }
  const tasks = ordered.reduce((total, { count }) => total + count, 0);
  if (tasks > MOST_TASKS_TO_SEARCH) {
    return 'unknown';
  }
  return new Search(budget).run(hosts, ordered);
}

/** What tasks take from a host, and share with nobody. */
const RESOURCES = ['cpu', 'memoryMiB', 'gpuCount', 'interfaces'] as const;
type Resource = (typeof RESOURCES)[number];

function needed(demand: Pick<Demand, Resource>, resource: Resource): number {
  return demand[resource] ?? 0;
}

function available(host: Host, resource: Resource): number {
  return host[resource] ?? Infinity;
}

/** How many more tasks of a kind a host takes. */
export function room(host: Host, demand: Demand): number {
  if (!demand.groups.has(host.group)) {
    return 0;
  }
  const by = (resource: Resource): number =>
    needed(demand, resource) === 0
      ? Infinity
      : Math.floor(available(host, resource) / needed(demand, resource));
  const fitting = Math.max(0, Math.min(...RESOURCES.map(by)));
  if (demand.exclusive.length === 0) {
    return fitting;
  }
  return demand.exclusive.some((key) => host.taken.has(key)) ? 0 : Math.min(1, fitting);
}

/** Takes the room of tasks of a kind away from a host. */
export function occupy(host: Host, demand: Demand, tasks: number): Host {
  return {
    group: host.group,
    cpu: host.cpu - tasks * demand.cpu,
    memoryMiB: host.memoryMiB - tasks * demand.memoryMiB,
    gpuCount: demand.gpuCount === 0 ? host.gpuCount : host.gpuCount - tasks * demand.gpuCount,
    interfaces: (host.interfaces ?? Infinity) - tasks * (demand.interfaces ?? 0),
    taken:
      demand.exclusive.length === 0 ? host.taken : new Set([...host.taken, ...demand.exclusive]),
  };
}

/** True where all hosts together have too little, however the tasks are placed. */
export function exceeds(
  demands: readonly Pick<Demand, 'count' | Resource>[],
  hosts: readonly Host[],
): boolean {
  const total = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0);
  return RESOURCES.some(
    (resource) =>
      total(demands.map((demand) => demand.count * needed(demand, resource))) >
      total(hosts.map((host) => available(host, resource))),
  );
}

/** Hosts with GPUs are rare, so what needs one chooses first. */
function size({ cpu, memoryMiB, gpuCount }: Demand): number {
  return cpu + memoryMiB + gpuCount * 1_000_000;
}

function packGreedily(hosts: readonly Host[], demands: readonly Demand[]): Host[] | undefined {
  const packed = [...hosts];
  for (const demand of demands) {
    let left = demand.count;
    for (let index = 0; index < packed.length && left > 0; index++) {
      const host = packed[index];
      if (host === undefined) {
        break;
      }
      const tasks = Math.min(left, room(host, demand));
      if (tasks === 0) {
        continue;
      }
      packed[index] = occupy(host, demand, tasks);
      left -= tasks;
    }
    if (left > 0) {
      return undefined;
    }
  }
  return packed;
}

/** Depth first, one task at a time. Hosts that look the same are tried once, and a dead end is not entered twice. */
class Search {
  private readonly deadEnds = new Set<string>();

  constructor(private readonly budget: Budget) {}

  run(hosts: readonly Host[], demands: readonly Demand[]): Packing {
    const found = this.placeAll(hosts, demands);
    if (found !== undefined) {
      return found;
    }
    return this.budget.looks > 0 ? 'impossible' : 'unknown';
  }

  private placeAll(
    hosts: readonly Host[],
    demands: readonly Demand[],
  ): readonly Host[] | undefined {
    const [demand, ...rest] = demands;
    if (demand === undefined) {
      return hosts;
    }
    const key = `${rest.length}:${hosts.map(look).sort().join(';')}`;
    if (this.deadEnds.has(key)) {
      return undefined;
    }
    const found = this.placeKind(hosts, demand, demand.count, 0, rest);
    if (found === undefined) {
      this.deadEnds.add(key);
    }
    return found;
  }

  /** Tasks of a kind are equal, so each goes on the host of the one before it or on a later one. */
  private placeKind(
    hosts: readonly Host[],
    demand: Demand,
    count: number,
    from: number,
    rest: readonly Demand[],
  ): readonly Host[] | undefined {
    if (count === 0) {
      return this.placeAll(hosts, rest);
    }
    const seen = new Set<string>();
    for (let index = from; index < hosts.length; index++) {
      const host = hosts[index];
      if (host === undefined || seen.has(look(host))) {
        continue;
      }
      seen.add(look(host));
      if (room(host, demand) === 0) {
        continue;
      }
      this.budget.looks -= hosts.length;
      if (this.budget.looks <= 0) {
        return undefined;
      }
      const next = hosts.with(index, occupy(host, demand, 1));
      const found = this.placeKind(next, demand, count - 1, index, rest);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
}

function look({ group, cpu, memoryMiB, gpuCount, interfaces, taken }: Host): string {
  return `${group}|${cpu}|${memoryMiB}|${gpuCount}|${interfaces}|${[...taken].sort().join(',')}`;
}
