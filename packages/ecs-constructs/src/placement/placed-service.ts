import type { HostGroup } from '../hosts/host-group';

/** The numbers of a service that decide whether its tasks find a place. */
export interface PlacedService {
  /** Path of the construct. */
  readonly path: string;
  /** Unique to its cluster. @default - not known */
  readonly serviceName?: string;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Host ports that only one task per host can have, such as `80/tcp`. */
  readonly staticPorts: readonly string[];
  /** CPU units that one task reserves on a host. @default - not known */
  readonly cpu?: number;
  /** Memory that one task reserves on a host. @default - not known */
  readonly memoryMiB?: number;
  /** A deployment starts all tasks of the new revision beside those of the old one. @default false */
  readonly doublesTasks?: boolean;
  /** GPUs that one task takes from its host. @default 0 */
  readonly gpuCount?: number;
  /** Each task takes a network interface of its host (networkMode `awsvpc`). @default false */
  readonly ownNetworkInterface?: boolean;
  /** At most one task of the service per host (`distinctInstance`). @default false */
  readonly distinctInstances?: boolean;
  /** Most tasks that automatic scaling may ask for. @default - desiredCount */
  readonly maximumCount?: number;
  /** A `memberOf` expression leaves some of the hosts only; which ones is not known at synth. @default false */
  readonly someHostsOnly?: boolean;
  /** The first strategy spreads tasks over availability zones. @default false */
  readonly spreadsAvailabilityZones?: boolean;
  /** One task on every host, whatever `desiredCount` says. @default false */
  readonly daemon?: boolean;
  /** Paths of the groups that the service is bound to. @default - every group of the cluster */
  readonly hostGroups?: readonly string[];
}

/** True for a group of hosts, named by its path, that the service may run on. */
export function mayRunOn({ hostGroups }: PlacedService, path: string): boolean {
  return hostGroups === undefined || hostGroups.includes(path);
}

/** A cluster as placement sees it: what its hosts have, and what its services ask for. */
export interface PlacedCluster {
  readonly capacities: readonly { readonly hostGroup: HostGroup }[];
  readonly services: readonly { readonly placement: PlacedService }[];
}
