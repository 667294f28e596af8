import { AwsError } from '../../gateway/aws-response';
import type { LoadBalancers } from '../../load-balancing/load-balancers';
import { isDaemon } from '../daemon-service';
import { loadBalancersOf } from '../new-task';
import type { ServiceLoadBalancer } from '../task';
import { shiftsTraffic, type StrategyConfiguration } from './strategy';

/** What a strategy needs to know of the load balancers. */
export type StrategyBalancers = Pick<LoadBalancers, 'group' | 'balancersOf' | 'forwardOf'>;

/**
 * Refuses a deployment strategy that could not be carried out: as ECS does, or by name where it is not emulated.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html
 */
export function checkDeploymentStrategy(
  balancers: StrategyBalancers,
  given: Readonly<Record<string, unknown>>,
  configuration: StrategyConfiguration,
): void {
  const { strategy = 'ROLLING' } = configuration;
  const { lifecycleHooks = [] } = (given['deploymentConfiguration'] ?? {}) as {
    readonly lifecycleHooks?: readonly unknown[];
  };
  if (lifecycleHooks.length > 0) {
    throw refusal(
      `local-aws: deploymentConfiguration.lifecycleHooks is not emulated; got ${lifecycleHooks.length}. ` +
        'There is no Lambda here that a deployment could ask. Fix: leave them out here, or use a real account.',
    );
  }
  if (!shiftsTraffic(configuration)) {
    return;
  }
  if (isDaemon({ given })) {
    throw refusal(
      `local-aws: deploymentConfiguration.strategy ${strategy} is not emulated for schedulingStrategy DAEMON. ` +
        'Allowed ROLLING. Fix: use ROLLING, or schedulingStrategy REPLICA.',
    );
  }
  const connect = given['serviceConnectConfiguration'] as
    { readonly enabled?: boolean } | undefined;
  if (connect?.enabled === true) {
    throw refusal(
      `local-aws: deploymentConfiguration.strategy ${strategy} is not emulated with Service Connect. ` +
        'Allowed ROLLING. Fix: use ROLLING here, move requests at a load balancer, or use a real account.',
    );
  }
  const all = loadBalancersOf(given);
  if (all.length === 0 && strategy !== 'BLUE_GREEN') {
    throw refusal(
      `The deployment strategy ${strategy} requires a load balancer or Service Connect to shift traffic.`,
    );
  }
  for (const balancer of all) {
    checkBalancer(balancers, strategy, balancer);
  }
}

function checkBalancer(
  balancers: StrategyBalancers,
  strategy: string,
  { targetGroupArn = '', advancedConfiguration = {} }: ServiceLoadBalancer,
): void {
  const missing = REQUIRED.filter((name) => advancedConfiguration[name] === undefined);
  if (missing.length > 0) {
    throw refusal(
      `The deployment strategy ${strategy} requires loadBalancers.advancedConfiguration with ${missing.join(', ')} ` +
        `for the target group ${targetGroupArn}.`,
    );
  }
  const {
    alternateTargetGroupArn = '',
    productionListenerRule,
    testListenerRule,
  } = advancedConfiguration;
  const [group, alternate] = [targetGroupArn, alternateTargetGroupArn].map((arn) =>
    balancers.group(arn),
  );
  if (alternate === undefined) {
    throw refusal(`The specified target group does not exist: ${alternateTargetGroupArn}.`);
  }
  const isOne = alternateTargetGroupArn === targetGroupArn;
  if (isOne || alternate.targetType !== group?.targetType) {
    throw refusal(
      `The target groups ${targetGroupArn} and ${alternateTargetGroupArn} must be two groups of the same target type.`,
    );
  }
  for (const rule of [productionListenerRule, testListenerRule]) {
    if (rule !== undefined && balancers.forwardOf(rule) === undefined) {
      throw refusal(`The specified listener rule does not exist, or does not forward: ${rule}.`);
    }
  }
  // Nobody checks the targets of a group that no listener names: the new revision would never be healthy.
  if (balancers.balancersOf(alternateTargetGroupArn).length === 0) {
    throw refusal(
      `The target group with targetGroupArn ${alternateTargetGroupArn} does not have an associated load balancer.`,
    );
  }
}

const REQUIRED = ['alternateTargetGroupArn', 'productionListenerRule', 'roleArn'] as const;

function refusal(words: string): AwsError {
  return new AwsError('InvalidParameterException', words);
}
