import type { PlacedService } from '../placement/placed-service';
import { type PlacementConstraint, PlacementStrategy } from '../placement/placement';
import type { TaskReservation } from '../task/task-definition';
import type { CapacityProviderStrategyItem } from '../hosts/strategy-items';
import { usedGroups } from './capacity-provider-strategy';

/** What a service knows about itself; what may change until synth comes as a function. */
export interface PlacementSource {
  readonly path: string;
  readonly serviceName: string;
  readonly daemon: boolean;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly staticPorts: readonly string[];
  /** The number of tasks that the service starts with. */
  readonly taskCount: () => number;
  /** Most tasks that automatic scaling may ask for; undefined without automatic scaling. */
  readonly maximumCount: () => number | undefined;
  readonly doublesTasks: boolean;
  readonly reservation: () => TaskReservation;
  readonly ownNetworkInterface: boolean;
  readonly strategies: () => readonly PlacementStrategy[];
  /** Of the service and of its task definition. */
  readonly constraints: () => readonly PlacementConstraint[];
  readonly strategy: () => readonly CapacityProviderStrategyItem[];
}

/** The numbers of a service, read at synth, when everything that was added later is there too. */
export function livePlacement(source: PlacementSource): PlacedService {
  const { path, serviceName, daemon, staticPorts } = source;
  const { minimumHealthyPercent, maximumPercent } = source;
  return {
    path,
    serviceName,
    daemon,
    minimumHealthyPercent,
    maximumPercent,
    staticPorts,
    doublesTasks: source.doublesTasks,
    ownNetworkInterface: source.ownNetworkInterface,
    get desiredCount() {
      return daemon ? 0 : source.taskCount();
    },
    get maximumCount() {
      return source.maximumCount();
    },
    get cpu() {
      return source.reservation().cpu;
    },
    get memoryMiB() {
      return source.reservation().memoryMiB;
    },
    get gpuCount() {
      return source.reservation().gpuCount;
    },
    get distinctInstances() {
      return source.constraints().some(({ rule }) => rule.type === 'distinctInstance');
    },
    get someHostsOnly() {
      return source.constraints().some(({ rule }) => rule.type === 'memberOf');
    },
    get spreadsAvailabilityZones() {
      return source.strategies()[0]?.spreadsAvailabilityZones ?? false;
    },
    get hostGroups() {
      return usedGroups(source.strategy());
    },
  };
}

/** What a service does that says nothing: losing a zone or a host then costs as few tasks as possible. */
export function spreadStrategies(): readonly PlacementStrategy[] {
  return [
    PlacementStrategy.spreadAcrossAvailabilityZones(),
    PlacementStrategy.spreadAcrossInstances(),
  ];
}
