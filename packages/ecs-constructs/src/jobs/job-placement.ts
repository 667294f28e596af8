import type { IConstruct } from 'constructs';
import { type CapacityProviderStrategyItem } from '../hosts/strategy-items';
import type { PlacedService } from '../placement/placed-service';
import { usedGroups } from '../service/capacity-provider-strategy';
import { isKnown } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';

/** Tasks that end by themselves, as far as their places go. */
export interface PlacedJob {
  readonly taskDefinition: IEc2TaskDefinition;
  readonly taskCount: number;
  /** Empty for the EC2 launch type. */
  strategy(): readonly CapacityProviderStrategyItem[];
  readonly ownNetworkInterface: boolean;
}

/**
 * As a service that is never rolled out: its tasks need their places beside all others, and no more than these. The numbers
 * are read at synth, when all containers are there.
 */
export function jobPlacement(construct: IConstruct, job: PlacedJob): PlacedService {
  const { taskDefinition, ownNetworkInterface } = job;
  const staticPorts: string[] = [];
  taskDefinition.onPortMapping(({ hostPort, protocol }) => {
    if (isKnown(hostPort) && hostPort !== 0 && !ownNetworkInterface) {
      staticPorts.push(`${hostPort}/${protocol}`);
    }
  });
  return {
    path: construct.node.path,
    desiredCount: job.taskCount,
    minimumHealthyPercent: 0,
    maximumPercent: 100,
    staticPorts,
    ownNetworkInterface,
    get cpu() {
      return taskDefinition.reservation.cpu;
    },
    get memoryMiB() {
      return taskDefinition.reservation.memoryMiB;
    },
    get gpuCount() {
      return taskDefinition.reservation.gpuCount;
    },
    get someHostsOnly() {
      return taskDefinition.placementConstraints.length > 0;
    },
    get hostGroups() {
      return usedGroups(job.strategy());
    },
  };
}
