import type { PlacementConstraint, PlacementStrategy } from '../placement/placement';
import { isKnown, type Problem } from '../support/validation';

/** What decides whether ECS can move tasks between availability zones. */
export interface RebalancedService {
  readonly daemon: boolean;
  readonly maximumPercent: number;
  readonly strategies: readonly PlacementStrategy[];
  /** Those of the service and those of its task definition. */
  readonly constraints: readonly PlacementConstraint[];
}

/**
 * Why ECS would refuse AZ rebalancing, or nothing: it starts a task before it stops one, it spreads over zones before
 * anything else, and no constraint may tie tasks to zones.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function rebalancingObstacle(service: RebalancedService): Problem | undefined {
  const { daemon, maximumPercent, strategies, constraints } = service;
  const fix = 'Change that, or leave availabilityZoneRebalancing out.';
  if (daemon) {
    return {
      what: 'availabilityZoneRebalancing moves tasks, and those of a daemon stay on their host',
      got: "schedulingStrategy 'DAEMON'",
      fix,
    };
  }
  if (isKnown(maximumPercent) && maximumPercent <= 100) {
    return {
      what: 'availabilityZoneRebalancing starts a task before it stops one, so maximumPercent must be above 100',
      got: maximumPercent,
      fix,
    };
  }
  const [first] = strategies;
  if (first !== undefined && !first.spreadsAvailabilityZones) {
    return {
      what: 'availabilityZoneRebalancing needs the spread over availability zones as first strategy',
      got: `${first.rule.type} by ${first.rule.field ?? 'nothing'}`,
      fix,
    };
  }
  const zonal = constraints.find(({ namesAvailabilityZones }) => namesAvailabilityZones);
  if (zonal === undefined) {
    return undefined;
  }
  return {
    what: 'availabilityZoneRebalancing does not go with a placement constraint on availability zones',
    got: `memberOf(${zonal.rule.expression})`,
    fix,
  };
}
