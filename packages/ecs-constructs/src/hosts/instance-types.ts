import type { HostSize } from './host-group';
import { INSTANCE_TYPES } from './instance-type-table';

/** CPU units that one vCPU is registered with. */
export const CPU_UNITS_PER_VCPU = 1024;

/** What EC2 says that a type has, before the kernel takes its part. */
export interface InstanceTypeFacts {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Whole NVIDIA GPUs. */
  readonly gpuCount: number;
}

/** No host is known to register a bigger part of its memory. */
export const MOST_REGISTERED = 0.985;

let families: ReadonlyMap<string, string> | undefined;

/** The facts of an instance type, or undefined for one that is newer than the table. */
export function instanceTypeFacts(instanceType: string): InstanceTypeFacts | undefined {
  return sizesOfFamily(familyOf(instanceType)).find(({ name }) => name === instanceType);
}

/** Every size of the type's family, the smallest memory first. */
export function instanceTypeFamily(instanceType: string): readonly InstanceTypeFacts[] {
  return sizesOfFamily(familyOf(instanceType));
}

/**
 * The memory that a host registers with ECS: what Linux reports as total, which is less than what EC2 sells, because
 * firmware and kernel keep some. How much depends on the type, the image and the kernel, so there are two limits:
 * no host is known to register more than `atMost` (98.5 %), and none to register less than `atLeast` (95 % less 96 MiB).
 *
 * Reported in public, among others: t2.micro 993 of 1024, m4.16xlarge 257,953 of 262,144 (the most, with the kernel of
 * 2018); t3.micro 904, t3.small 1901, t3.medium 3828, m6i.large 7817, r6id.xlarge 31,517 of 32,768 (Amazon Linux 2023).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 * @see https://github.com/aws/amazon-ecs-ami/issues/597
 * @see https://github.com/ASFHyP3/hyp3/pull/1900
 */
export function registeredMemory(memoryMiB: number): {
  readonly atLeast: number;
  readonly atMost: number;
} {
  return {
    atLeast: Math.max(0, Math.floor(memoryMiB * 0.95) - 96),
    atMost: Math.floor(memoryMiB * MOST_REGISTERED),
  };
}

/** What tasks may reserve on a host of the type: the most that is possible, and what is certain. */
export function hostSizes(
  facts: InstanceTypeFacts,
  reservedMemoryMiB = 0,
): { readonly atLeast: HostSize; readonly atMost: HostSize } {
  const cpu = facts.vcpus * CPU_UNITS_PER_VCPU;
  const { gpuCount } = facts;
  const { atLeast, atMost } = registeredMemory(facts.memoryMiB);
  return {
    atLeast: { cpu, memoryMiB: Math.max(0, atLeast - reservedMemoryMiB), gpuCount },
    atMost: { cpu, memoryMiB: Math.max(0, atMost - reservedMemoryMiB), gpuCount },
  };
}

function familyOf(instanceType: string): string {
  return instanceType.split('.')[0] ?? '';
}

function sizesOfFamily(family: string): readonly InstanceTypeFacts[] {
  families ??= new Map(
    INSTANCE_TYPES.trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line]),
  );
  const [, ratio = '0', ...sizes] = families.get(family)?.split(' ') ?? [];
  return sizes.map((size) => parseSize(family, Number(ratio), size));
}

function parseSize(family: string, ratio: number, text: string): InstanceTypeFacts {
  const [described = '', gpus = '0'] = text.split('+');
  const [size = '', numbers] = described.split('=');
  const [vcpus = vcpusByName(size), memoryMiB] = numbers?.split('/').map(Number) ?? [];
  return {
    name: `${family}.${size}`,
    vcpus,
    memoryMiB: memoryMiB ?? vcpus * ratio,
    gpuCount: Number(gpus),
  };
}

function vcpusByName(size: string): number {
  if (size === 'large') {
    return 2;
  }
  return 4 * Number(size.slice(0, -'xlarge'.length) || 1);
}
