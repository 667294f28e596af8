import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { Fn, Op, type Precondition, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { AtSynth } from '../support/at-synth';
import { isKnown } from '../support/validation';
import { fits, taskSize } from '../placement/fit';
import { describeSize, hostPool } from '../placement/host-pools';
import { CPU_UNITS_PER_VCPU, instanceTypeFacts, MOST_REGISTERED } from './instance-types';
import type { ICluster } from '../cluster/cluster';
import type { HostGroup, HostSize, PlacedService } from '../placement/placement-facts';

/**
 * Lets Terraform look up the instance types that are newer than the table, or not known at synth. Their sizes are
 * tokens, for {@link fitPreconditions}. Undefined where the table knows every type.
 */
export function sizesAtPlan(
  scope: Construct,
  instanceTypes: readonly string[],
  reservedMemoryMiB = 0,
): readonly HostSize[] | undefined {
  const others = instanceTypes.filter(
    (type) => !isKnown(type) || instanceTypeFacts(type) === undefined,
  );
  if (others.length === 0) return undefined;
  return others.map((instanceType, index) => {
    const facts = new DataAwsEc2InstanceType(scope, `InstanceType-${index + 1}`, { instanceType });
    const registered = Fn.floor(Token.asNumber(Op.mul(facts.memorySize, MOST_REGISTERED)));
    return {
      cpu: Token.asNumber(Op.mul(facts.defaultVcpus, CPU_UNITS_PER_VCPU)),
      // cdktf writes a subtraction of 0 as a negation.
      memoryMiB:
        reservedMemoryMiB === 0
          ? registered
          : Token.asNumber(Op.sub(registered, reservedMemoryMiB)),
    };
  });
}

/**
 * Fails the plan when a task fits on no host. There is nothing to check where that is decided at synth already, or where
 * it is not known what a task reserves.
 */
export function fitPreconditions(service: {
  readonly placement: PlacedService;
  readonly cluster: ICluster;
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
  if (service.desiredCount === 0 && !service.daemon) return undefined;
  if (task.cpu === 0 && task.memoryMiB === 0) return undefined;
  const usable = groups.filter(
    ({ path }) => service.hostGroups === undefined || service.hostGroups.includes(path),
  );
  const known = usable.flatMap((group) => hostPool(group, 'atMost').types);
  const sizes = usable.flatMap((group) => group.sizesAtPlan ?? []);
  if (sizes.length === 0 || known.some(({ size }) => fits(task, size))) return undefined;
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
