import { record, records, text } from '../gateway/xml';
import type { MotoClient } from '../moto/moto-client';

/** What an instance type offers to tasks. */
export interface InstanceTypeResources {
  /** 1024 units for each vCPU. */
  readonly cpu: number;
  /** What the agent registers: what `free` reports on the host, not the type's nominal memory. */
  readonly memoryMiB: number;
  /** Network interfaces for tasks: all but the host's own. @default - not known */
  readonly taskInterfaces?: number;
}

/** Kernel, firmware and crash kernel take this share before the agent looks; t3.micro registers about 940 MiB. */
const KERNEL_SHARE = 0.06;
const KERNEL_MINIMUM_MIB = 80;

/** The instance types, as moto's copy of the EC2 catalogue has them. Each is asked for once. */
export class InstanceTypes {
  private readonly known = new Map<string, InstanceTypeResources>();

  constructor(private readonly moto: MotoClient) {}

  /** What the agent of a host of this type would register. Undefined for a type that is not in the catalogue. */
  async resourcesOf(
    region: string,
    instanceType: string,
  ): Promise<InstanceTypeResources | undefined> {
    const known = this.known.get(instanceType);
    if (known !== undefined) {
      return known;
    }
    const entry = await catalogueEntry(this.moto, region, instanceType).catch(() => undefined);
    if (entry === undefined) {
      return undefined;
    }
    const resources = {
      ...resourcesFrom(entry.vcpus, entry.mib),
      ...(entry.interfaces > 0 ? { taskInterfaces: entry.interfaces - 1 } : {}),
    };
    this.known.set(instanceType, resources);
    return resources;
  }
}

/**
 * What the agent registers of a type of these vCPUs and this nominal memory.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
export function resourcesFrom(vcpus: number, mib: number): InstanceTypeResources {
  const kernel = Math.max(KERNEL_MINIMUM_MIB, Math.min(1024, Math.round(mib * KERNEL_SHARE)));
  return { cpu: vcpus * 1024, memoryMiB: mib - kernel };
}

/**
 * Graviton types carry a g after their generation; those of the first, a1, do not.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): 'arm64' | 'x86_64' {
  return /^(a1\.|[a-z]+\dg)/.test(instanceType) ? 'arm64' : 'x86_64';
}

async function catalogueEntry(
  moto: MotoClient,
  region: string,
  instanceType: string,
): Promise<
  { readonly vcpus: number; readonly mib: number; readonly interfaces: number } | undefined
> {
  const answer = await moto.query('ec2', region, 'DescribeInstanceTypes', {
    'InstanceType.1': instanceType,
  });
  const [entry] = records(answer['instanceTypeSet']);
  const vcpus = Number(text(record(entry?.['vCpuInfo'])['defaultVCpus']));
  const mib = Number(text(record(entry?.['memoryInfo'])['sizeInMiB']));
  const interfaces = Number(text(record(entry?.['networkInfo'])['maximumNetworkInterfaces']) ?? 0);
  return vcpus > 0 && mib > 0 ? { vcpus, mib, interfaces } : undefined;
}
