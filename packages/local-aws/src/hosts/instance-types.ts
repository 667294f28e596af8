/** What an instance type offers to tasks. */
export interface InstanceTypeResources {
  /** 1024 units for each vCPU. */
  readonly cpu: number;
  /** What the agent registers: what `free` reports on the host, not the type's nominal memory. */
  readonly memoryMiB: number;
}

/** vCPUs and nominal MiB by type. https://aws.amazon.com/ec2/instance-types/ */
const TYPES: Readonly<Record<string, readonly [vcpus: number, mib: number]>> = {
  't2.micro': [1, 1024],
  't2.small': [1, 2048],
  't2.medium': [2, 4096],
  't3.nano': [2, 512],
  't3.micro': [2, 1024],
  't3.small': [2, 2048],
  't3.medium': [2, 4096],
  't3.large': [2, 8192],
  't3.xlarge': [4, 16384],
  't3.2xlarge': [8, 32768],
  't3a.nano': [2, 512],
  't3a.micro': [2, 1024],
  't3a.small': [2, 2048],
  't3a.medium': [2, 4096],
  't3a.large': [2, 8192],
  't4g.nano': [2, 512],
  't4g.micro': [2, 1024],
  't4g.small': [2, 2048],
  't4g.medium': [2, 4096],
  't4g.large': [2, 8192],
  'm5.large': [2, 8192],
  'm5.xlarge': [4, 16384],
  'm6i.large': [2, 8192],
  'm6i.xlarge': [4, 16384],
  'm6g.large': [2, 8192],
  'm7g.medium': [1, 4096],
  'm7g.large': [2, 8192],
  'm7i.large': [2, 8192],
  'c5.large': [2, 4096],
  'c6i.large': [2, 4096],
  'c6g.large': [2, 4096],
  'c7g.medium': [1, 2048],
  'c7g.large': [2, 4096],
  'r5.large': [2, 16384],
  'r6g.large': [2, 16384],
};

/** Kernel, firmware and crash kernel take this share before the agent looks; t3.micro registers about 940 MiB. */
const KERNEL_SHARE = 0.06;
const KERNEL_MINIMUM_MIB = 80;

/**
 * What the agent of a host of this type would register. Undefined for types not in the table.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
export function resourcesOf(instanceType: string): InstanceTypeResources | undefined {
  const known = TYPES[instanceType];
  return known === undefined ? undefined : resourcesFrom(...known);
}

/** The same for a type known only by its vCPUs and nominal memory. */
export function resourcesFrom(vcpus: number, mib: number): InstanceTypeResources {
  const kernel = Math.max(KERNEL_MINIMUM_MIB, Math.min(1024, Math.round(mib * KERNEL_SHARE)));
  return { cpu: vcpus * 1024, memoryMiB: mib - kernel };
}

/** Graviton types carry a g after their generation. https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
export function architectureOf(instanceType: string): 'arm64' | 'x86_64' {
  return /^[a-z]+\dg/.test(instanceType) ? 'arm64' : 'x86_64';
}

/** The types a host may have here. */
export function knownInstanceTypes(): readonly string[] {
  return Object.keys(TYPES);
}
