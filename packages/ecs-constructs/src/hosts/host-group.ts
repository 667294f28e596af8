import type { Architecture } from './architecture';

/** What tasks can reserve on one host. */
export interface HostSize {
  /** CPU units, 1024 are one vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  /** @default 0 */
  readonly gpuCount?: number;
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
  /** Hosts were launched with the account setting `awsvpcTrunking`. @default false */
  readonly awsvpcTrunking?: boolean;
  /** Log drivers that the agent offers to tasks. @default - not known: nothing is checked against it */
  readonly logDrivers?: readonly string[];
  /** Whether the machine image has the drivers of GPUs. @default - not known: nothing is checked against it */
  readonly gpuDrivers?: boolean;
  /** Whether the machine image ignores `maxSwapMiB` and `swappiness`. @default false */
  readonly ignoresSwap?: boolean;
  /** Sizes of the other types, as tokens: Terraform reads them while planning. @default - there are no others */
  readonly sizesAtPlan?: readonly HostSize[];
}
