import type { HostGroup, HostSize } from '../hosts/host-group';
import { taskInterfaces } from '../hosts/network-interfaces';
import { hostSizes, instanceTypeFacts, type InstanceTypeFacts } from '../hosts/instance-types';
import { isKnown } from '../support/validation';

/**
 * Which of the two limits of a host's memory to count with: the most that it can have proves that something is
 * impossible, the least that it can have that it is certain.
 */
export type Assumption = 'atMost' | 'atLeast';

/** One instance type of a group. */
export interface TypeSize {
  readonly facts: InstanceTypeFacts;
  readonly size: HostSize;
  /** What every host of the type has. */
  readonly certain: HostSize;
}

/** A group of hosts with what tasks can reserve on each of them. */
export interface HostPool {
  readonly path: string;
  /** Most hosts that there can be; Infinity where nothing known limits them. */
  readonly count: number;
  /** The types whose size is known. */
  readonly types: readonly TypeSize[];
  /** False where a type is newer than the table, or not known at synth. */
  readonly isComplete: boolean;
  /** At most this much on each host; Infinity where it is not known. */
  readonly size: Required<HostSize>;
  /** At most this many tasks with an address of their own on each host. @default - not known: not limited */
  readonly interfaces?: number;
}

/** Reads a group, taking what is not known as unlimited: only what is certainly impossible may fail. */
export function hostPool(group: HostGroup, assumption: Assumption): HostPool {
  const reserved = isKnown(group.reservedMemoryMiB) ? group.reservedMemoryMiB : 0;
  const facts = group.instanceTypes.map((name) =>
    isKnown(name) ? instanceTypeFacts(name) : undefined,
  );
  const types = facts.flatMap((fact) =>
    fact === undefined ? [] : [typeSize(usable(fact, group), reserved, assumption)],
  );
  const isComplete =
    types.length === facts.length && types.length > 0 && (group.sizesAtPlan ?? []).length === 0;
  const biggest = (of: (size: HostSize) => number): number =>
    isComplete ? Math.max(...types.map(({ size }) => of(size))) : Infinity;
  return {
    path: group.path,
    count: isKnown(group.maxInstanceCount) ? group.maxInstanceCount : Infinity,
    types,
    isComplete,
    size: {
      cpu: biggest(({ cpu }) => cpu),
      memoryMiB: biggest(({ memoryMiB }) => memoryMiB),
      gpuCount: biggest(({ gpuCount = 0 }) => gpuCount),
    },
    interfaces: isComplete ? mostInterfaces(group) : Infinity,
  };
}

/** Without their drivers GPUs are not registered. */
function usable(facts: InstanceTypeFacts, { gpuDrivers }: HostGroup): InstanceTypeFacts {
  return gpuDrivers === false ? { ...facts, gpuCount: 0 } : facts;
}

function mostInterfaces({ instanceTypes, awsvpcTrunking = false }: HostGroup): number {
  const limits = instanceTypes.map((type) => {
    const { tasks, trunked } = taskInterfaces(type);
    return awsvpcTrunking ? (trunked ?? tasks) : tasks;
  });
  return Math.max(...limits);
}

function typeSize(
  facts: InstanceTypeFacts,
  reservedMemoryMiB: number,
  assumption: Assumption,
): TypeSize {
  const sizes = hostSizes(facts, reservedMemoryMiB);
  return { facts, size: sizes[assumption], certain: sizes.atLeast };
}

/** `3 t3.micro (2048 CPU units and 1008 MiB each)` */
export function describePools(pools: readonly HostPool[]): string {
  return pools.map(describePool).join(' and ');
}

function describePool({ count, types, isComplete }: HostPool): string {
  const hosts = Number.isFinite(count) ? `${count} ` : '';
  if (!isComplete) {
    return `${hosts}${count === 1 ? 'host' : 'hosts'}`;
  }
  const names = types.map(({ facts, size }) => `${facts.name} (${describeSize(size)} each)`);
  return `${hosts}${names.join(' or ')}`;
}

/** `2048 CPU units and 1008 MiB`, and the GPUs where there are some. */
export function describeSize({ cpu, memoryMiB, gpuCount = 0 }: HostSize): string {
  const gpus = gpuCount === 0 ? '' : `, and ${gpuCount} GPU${gpuCount === 1 ? '' : 's'}`;
  return `${cpu} CPU units and ${memoryMiB} MiB${gpus}`;
}
