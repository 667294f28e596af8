import type { ICluster } from '../cluster/cluster-contract';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import { keptTasks } from '../placement/rollout';
import { describeProblem, isKnown } from '../support/validation';
import type { ContainerDefinition } from '../task/container-definition';
import type { AttachedTarget } from './load-balancer-target';

/** What checks of a balanced service look at. */
export interface BalancedService {
  readonly cluster: ICluster;
  readonly placement: PlacedService;
  readonly targets: readonly AttachedTarget[];
  readonly containers: readonly ContainerDefinition[];
  /** As it was asked for. */
  readonly healthCheckGracePeriodSeconds?: number;
}

/** How long tasks may take to pass their first check, where nobody says otherwise. */
const LEAST_GRACE_SECONDS = 60;

/** Longer than the containers may take to start and unhealthy targets to be found out. */
export function defaultGracePeriod({
  targets,
  containers,
}: Pick<BalancedService, 'targets' | 'containers'>): number {
  return Math.max(LEAST_GRACE_SECONDS, startPeriod(containers) + slowestVerdict(targets));
}

/** Why tasks behind a load balancer could never serve. */
export function balancerProblems(service: BalancedService): readonly string[] {
  const { targets, healthCheckGracePeriodSeconds: grace } = service;
  if (targets.length === 0) {
    return grace === undefined
      ? []
      : [
          describeProblem({
            what: 'healthCheckGracePeriodSeconds is for the health checks of a load balancer',
            got: 'a service without one',
            fix: 'Remove it, or add the service to the targets of a listener.',
          }),
        ];
  }
  return [...new Set(targets.flatMap((target) => zoneProblems(service, target)))];
}

/** What is legal behind a load balancer and will surprise. */
export function balancerWarnings(service: BalancedService): readonly string[] {
  const { targets, placement } = service;
  if (targets.length === 0) {
    return [];
  }
  return [...graceWarnings(service), ...rolloutWarnings(placement)];
}

/** A target in a zone that its load balancer does not have is never used, and its task is replaced for ever. */
function zoneProblems(
  { cluster, placement }: BalancedService,
  { uses }: AttachedTarget,
): readonly string[] {
  const hosts = cluster.capacities.filter(({ node }) => mayRunOn(placement, node.path));
  return uses.flatMap(({ loadBalancer }) => {
    const { availabilityZones } = loadBalancer;
    const used = new Set(hosts.flatMap(({ hostGroup }) => hostGroup.availabilityZones));
    const missing = [...used].filter((zone) => isKnown(zone) && !availabilityZones.includes(zone));
    if (missing.length === 0 || !availabilityZones.every((zone) => isKnown(zone))) {
      return [];
    }
    return [
      describeProblem({
        what:
          `tasks in a zone that ${loadBalancer.node.path} does not have get no requests, and ECS would replace them ` +
          'again and again',
        got: `hosts in ${missing.join(', ')}, load balancer in ${availabilityZones.join(', ')}`,
        fix: 'Give the load balancer a subnet in each zone that hosts may be in.',
      }),
    ];
  });
}

function graceWarnings(service: BalancedService): readonly string[] {
  const { healthCheckGracePeriodSeconds: grace, targets, containers } = service;
  const needed = startPeriod(containers);
  const verdict = slowestVerdict(targets);
  if (!isKnown(grace) || grace >= Math.max(needed, verdict + 1)) {
    return [];
  }
  const reason =
    grace < needed
      ? `its containers may take ${needed} s to start (startPeriodSeconds)`
      : `a target is unhealthy ${verdict} s after it was registered, if it does not answer by then`;
  return [
    describeProblem({
      what: `ECS may replace tasks that are only starting: ${reason}`,
      got: `healthCheckGracePeriodSeconds ${grace}`,
      fix: 'Raise it above the time that a task takes to answer, or leave it out.',
    }),
  ];
}

function rolloutWarnings(placement: PlacedService): readonly string[] {
  const { desiredCount, minimumHealthyPercent, daemon } = placement;
  const known = isKnown(desiredCount) && isKnown(minimumHealthyPercent);
  if (!known || daemon === true || desiredCount === 0 || keptTasks(placement) > 0) {
    return [];
  }
  return [
    describeProblem({
      what: 'a deployment may stop every task before a new one serves, and the load balancer answers with 503 until then',
      got: `minimumHealthyPercent ${minimumHealthyPercent}`,
      fix: 'Raise minimumHealthyPercent: with host ports that ECS chooses, new tasks start beside the old ones.',
    }),
  ];
}

/** The longest time in which failures of a container do not count. */
function startPeriod(containers: readonly ContainerDefinition[]): number {
  const periods = containers.map(({ healthCheck }) => healthCheck?.startPeriodSeconds ?? 0);
  return Math.max(0, ...periods.filter((seconds) => isKnown(seconds)));
}

/** The time after which a target that never answers is unhealthy. */
function slowestVerdict(targets: readonly AttachedTarget[]): number {
  const times = targets.map(({ targetGroup: { healthCheck } }) => {
    const { intervalSeconds, unhealthyThresholdCount } = healthCheck;
    return isKnown(intervalSeconds) && isKnown(unhealthyThresholdCount)
      ? intervalSeconds * unhealthyThresholdCount
      : 0;
  });
  return Math.max(0, ...times);
}
