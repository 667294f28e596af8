import type { Architecture } from '../hosts/architecture';

/** What tasks can reserve on one host. */
export interface HostSize {
  /** CPU units, 1024 are one vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** A group of equal hosts, or of a few types of hosts, as far as it is known at synth. */
export interface HostGroup {
  /** Path of the construct. */
  readonly path: string;
  /** The types known at synth; a mixed group has several. */
  readonly instanceTypes: readonly string[];
  /** The smallest number of hosts that is certain; undefined where hosts come as they are needed. */
  readonly instanceCount?: number;
  /** The largest number of hosts that there can be; undefined where nothing known limits it. */
  readonly maxInstanceCount?: number;
  /** One per subnet used. */
  readonly availabilityZones: readonly string[];
  readonly architecture: Architecture;
  /** Memory that the agent keeps from tasks, as set with `ECS_RESERVED_MEMORY`. @default 0 */
  readonly reservedMemoryMiB?: number;
  /** Log drivers that the agent offers to tasks. @default - not known: nothing is checked against it */
  readonly logDrivers?: readonly string[];
  /** Sizes of the other types, as tokens: Terraform reads them while planning. @default - there are no others */
  readonly sizesAtPlan?: readonly HostSize[];
}

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
