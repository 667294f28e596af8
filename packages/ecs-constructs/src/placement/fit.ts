import type { HostSize } from '../hosts/host-group';
import { hostSizes, type InstanceTypeFacts, instanceTypeFamily } from '../hosts/instance-types';
import { describeProblem, isKnown } from '../support/validation';
import { describeSize, type HostPool, type TypeSize } from './host-pools';
import type { PlacedService } from './placed-service';

/** What one task takes from its host; what is not known takes nothing. */
export function taskSize({ cpu, memoryMiB }: PlacedService): HostSize {
  return { cpu: isKnown(cpu) ? cpu : 0, memoryMiB: isKnown(memoryMiB) ? memoryMiB : 0 };
}

export function fits(task: HostSize, host: HostSize): boolean {
  return task.cpu <= host.cpu && task.memoryMiB <= host.memoryMiB;
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
