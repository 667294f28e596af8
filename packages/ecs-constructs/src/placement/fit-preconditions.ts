import { Fn, Op, type Precondition } from 'cdktf';
import type { HostGroup } from '../hosts/host-group';
import { AtSynth } from '../support/at-synth';
import { fits, taskSize } from './fit';
import { describeSize, hostPool } from './host-pools';
import { mayRunOn, type PlacedCluster, type PlacedService } from './placed-service';

/**
 * Fails the plan when a task fits on no host. There is nothing to check where that is decided at synth already, or where
 * it is not known what a task reserves.
 */
export function fitPreconditions(service: {
  readonly placement: PlacedService;
  readonly cluster: PlacedCluster;
}): Precondition[] {
  const produce = () =>
    preconditions(
      service.placement,
      service.cluster.capacities.map(({ hostGroup }) => hostGroup),
    );
  // Read at synth, when all containers and all capacity are there.
  return AtSynth.any(produce) as unknown as Precondition[];
}

function preconditions(service: PlacedService, groups: readonly HostGroup[]): unknown {
  const task = taskSize(service);
  if (service.desiredCount === 0 && !service.daemon) {
    return undefined;
  }
  if (task.cpu === 0 && task.memoryMiB === 0) {
    return undefined;
  }
  const usable = groups.filter(({ path }) => mayRunOn(service, path));
  const known = usable.flatMap((group) => hostPool(group, 'atMost').types);
  const sizes = usable.flatMap((group) => group.sizesAtPlan ?? []);
  if (sizes.length === 0 || known.some(({ size }) => fits(task, size))) {
    return undefined;
  }
  const conditions = sizes.map(({ cpu, memoryMiB }) =>
    Op.and(Op.gte(cpu, task.cpu), Op.gte(memoryMiB, task.memoryMiB)),
  );
  const largest = sizes.map((size) => describeSize(size)).join(' or ');
  return [
    {
      condition: Fn.anytrue(conditions),
      error_message:
        `A task does not fit on any host: it reserves ${describeSize(task)}, and a host has ${largest}. ` +
        'Choose a bigger instance type, or lower what the task reserves.',
    },
  ];
}
