import type { HostSize } from '../hosts/host-group';
import { hostSizes, type InstanceTypeFacts, instanceTypeFamily } from '../hosts/instance-types';
import { describeProblem, isKnown } from '../support/validation';
import { describeSize, type HostPool, type TypeSize } from './host-pools';
import type { PlacedService } from './placed-service';

/** What one task takes from its host; what is not known takes nothing. */
export function taskSize({ cpu, memoryMiB, gpuCount }: PlacedService): Required<HostSize> {
  return { cpu: known(cpu), memoryMiB: known(memoryMiB), gpuCount: known(gpuCount) };
}

function known(value: number | undefined): number {
  return isKnown(value) ? value : 0;
}

export function fits(task: HostSize, host: HostSize): boolean {
  return task.cpu <= host.cpu && task.memoryMiB <= host.memoryMiB && hasGpus(task, host);
}

function hasGpus({ gpuCount: wanted = 0 }: HostSize, { gpuCount = 0 }: HostSize): boolean {
  return wanted <= gpuCount;
}

/** Why no host of any group takes even one task, or nothing. */
export function fitProblems(task: HostSize, pools: readonly HostPool[]): readonly string[] {
  if (pools.some(({ isComplete }) => !isComplete)) {
    return [];
  }
  const types = pools.flatMap((pool) => pool.types);
  if (types.some(({ size }) => fits(task, size))) {
    return [];
  }
  if (types.length > 0 && !types.some(({ size }) => hasGpus(task, size))) {
    return [gpuProblem(task, types)];
  }
  const biggest = types.reduce<TypeSize | undefined>(
    (best, type) =>
      best !== undefined && best.size.memoryMiB >= type.size.memoryMiB ? best : type,
    undefined,
  );
  if (biggest === undefined) {
    return [];
  }
  const { facts, size } = biggest;
  const kept =
    task.memoryMiB > size.memoryMiB
      ? `, since kernel and agent keep a part of its ${facts.memoryMiB} MiB`
      : '';
  return [
    describeProblem({
      what:
        `a task does not fit on any host: ${facts.name}, the biggest, has ${describeSize(size)} ` +
        `for tasks${kept}`,
      got: `a task that reserves ${describeSize(task)}`,
      fix: fixes(task, biggest),
    }),
  ];
}

function gpuProblem({ gpuCount = 0 }: HostSize, types: readonly TypeSize[]): string {
  const have = types.map(({ facts }) => `${facts.name} ${facts.gpuCount}`).join(', ');
  return describeProblem({
    what: `a task takes its ${gpuCount} GPU${gpuCount === 1 ? '' : 's'} from one host, which has them only with an image that has their drivers`,
    got: `hosts that register no more than that: ${have}`,
    fix: 'Choose an instance type with enough GPUs, such as g4dn.xlarge (1) or g4dn.12xlarge (4), and machineImage MachineImage.amazonLinux2023Gpu().',
  });
}

function fixes(task: HostSize, { certain, facts }: TypeSize): string {
  const lower = [
    ...(task.cpu > certain.cpu ? [`the cpu of the task to ${certain.cpu}`] : []),
    ...(task.memoryMiB > certain.memoryMiB
      ? [`the memory of the task to ${certain.memoryMiB} MiB, which every ${facts.name} has`]
      : []),
  ];
  const bigger = smallestThatFits(task, facts.name);
  const type =
    bigger === undefined
      ? 'choose another family of instance types: this one has none that is big enough'
      : `choose ${bigger.name} (${bigger.vcpus} vCPU, ${bigger.memoryMiB} MiB) or bigger`;
  return `Lower ${lower.join(' and ')}, or ${type}.`;
}

/** The smallest type of the family on which the task fits for certain. */
function smallestThatFits(task: HostSize, instanceType: string): InstanceTypeFacts | undefined {
  return instanceTypeFamily(instanceType).find((facts) => fits(task, hostSizes(facts).atLeast));
}
