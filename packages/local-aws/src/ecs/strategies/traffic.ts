import { loadBalancersOf } from '../new-task';
import type { Deployment, Service } from '../service';
import type { ServiceLoadBalancer } from '../task';
import { hasReached } from './lifecycle';
import { groupOn, type Side } from './sides';
import { trafficSteps } from './strategy';

/** The shares of the two target groups in a rule of a listener, or in a listener of a Network Load Balancer. */
export interface RuleShares {
  readonly ruleArn: string;
  readonly groups: readonly { readonly arn: string; readonly weight: number }[];
}

/** Percent of the requests that a deployment has. */
export interface Traffic {
  readonly production: number;
  readonly test: number;
}

const ALL: Traffic = { production: 100, test: 100 };
const NOTHING: Traffic = { production: 0, test: 0 };

/** The deployment that a deployment moves requests from, and goes back to; undefined for the first one. */
export function sourceOf(service: Service, { source }: Deployment): Deployment | undefined {
  return service.deployments.find(({ id }) => id === source);
}

/** What a deployment of a service has of its requests. */
export function trafficOf(service: Service, deployment: Deployment): Traffic {
  const [primary] = service.deployments;
  if (primary === undefined) {
    return NOTHING;
  }
  const own = ownTraffic(service, primary);
  if (deployment === primary) {
    return own;
  }
  return deployment.id === primary.source
    ? { production: 100 - own.production, test: 100 - own.test }
    : NOTHING;
}

/** What the listeners of a service should say now. */
export function sharesOf(service: Service): readonly RuleShares[] {
  const [primary] = service.deployments;
  if (primary === undefined) {
    return [];
  }
  const traffic = ownTraffic(service, primary);
  return loadBalancersOf(service.given).flatMap((balancer) => {
    const { productionListenerRule, testListenerRule } = balancer.advancedConfiguration ?? {};
    return [
      ...ruleShares(balancer, primary.side, productionListenerRule, traffic.production),
      ...ruleShares(balancer, primary.side, testListenerRule, traffic.test),
    ];
  });
}

function ownTraffic(service: Service, primary: Deployment): Traffic {
  const { shift, configuration } = primary;
  if (shift === undefined || sourceOf(service, primary) === undefined) {
    return ALL;
  }
  const isMoving = shift.stage === 'PRODUCTION_TRAFFIC_SHIFT';
  const production = isMoving
    ? (trafficSteps(configuration)[shift.step]?.percent ?? 100)
    : hasReached(shift, 'PRODUCTION_TRAFFIC_SHIFT')
      ? 100
      : 0;
  return { production, test: hasReached(shift, 'TEST_TRAFFIC_SHIFT') ? 100 : 0 };
}

function ruleShares(
  balancer: ServiceLoadBalancer,
  side: Side,
  ruleArn: string | undefined,
  percent: number,
): readonly RuleShares[] {
  if (ruleArn === undefined) {
    return [];
  }
  // Weights are whole numbers below 1000, shares come in tenths of a percent.
  const scale = Number.isInteger(percent) ? 1 : 10;
  const own = Math.round(percent * scale);
  const weightOn = (one: Side): number => (one === side ? own : 100 * scale - own);
  const both: readonly Side[] = ['primary', 'alternate'];
  const groups = both.map((one) => ({ arn: groupOn(balancer, one) ?? '', weight: weightOn(one) }));
  return [{ ruleArn, groups }];
}
