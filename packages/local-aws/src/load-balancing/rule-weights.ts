import type { MotoClient } from '../moto/moto-client';
import { motoArn, type Action } from './load-balancer';
import type { LoadBalancers } from './load-balancers';

/** The target groups of a forward action and their weights. */
export type Weights = Action['groups'];

/** Rules of listeners, as far as somebody moves requests in them. */
export interface RuleWeights {
  /** Whether a rule, or a listener, forwards with these weights. */
  have(arn: string, weights: Weights): boolean;
  /** Lets it forward with these weights from now on. */
  set(region: string, arn: string, weights: Weights): Promise<void>;
}

/**
 * Changes rules where moto keeps them, so that DescribeRules tells the truth, and waits until the balancers follow.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html
 */
export function ruleWeights(
  moto: MotoClient,
  balancers: Pick<LoadBalancers, 'forwardOf' | 'sync'>,
): RuleWeights {
  return {
    have: (arn, weights) => {
      const groups = balancers.forwardOf(arn)?.groups ?? [];
      return (
        groups.length === weights.length &&
        weights.every((wanted) =>
          groups.some(({ arn: group, weight }) => group === wanted.arn && weight === wanted.weight),
        )
      );
    },
    set: async (region, arn, weights) => {
      const isRule = arn.includes(':listener-rule/');
      await moto.query(
        'elasticloadbalancing',
        region,
        isRule ? 'ModifyRule' : 'ModifyListener',
        parametersOf(motoArn(arn), isRule, weights, balancers.forwardOf(arn)?.stickySeconds),
      );
      await balancers.sync(region);
    },
  };
}

function parametersOf(
  arn: string,
  isRule: boolean,
  weights: Weights,
  stickySeconds: number | undefined,
): Record<string, string> {
  const action = isRule ? 'Actions.member.1' : 'DefaultActions.member.1';
  const config = `${action}.ForwardConfig`;
  const sticky = `${config}.TargetGroupStickinessConfig`;
  return {
    [isRule ? 'RuleArn' : 'ListenerArn']: arn,
    [`${action}.Type`]: 'forward',
    [`${action}.Order`]: '1',
    ...Object.fromEntries(
      weights.flatMap(({ arn: group, weight }, index) => {
        const member = `${config}.TargetGroups.member.${index + 1}`;
        return [
          [`${member}.TargetGroupArn`, group],
          [`${member}.Weight`, String(weight)],
        ];
      }),
    ),
    ...(stickySeconds === undefined
      ? {}
      : { [`${sticky}.Enabled`]: 'true', [`${sticky}.DurationSeconds`]: String(stickySeconds) }),
  };
}
