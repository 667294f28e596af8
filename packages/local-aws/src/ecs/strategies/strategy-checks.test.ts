import type { TargetGroup } from '../../load-balancing/target-group';
import { checkDeploymentStrategy, type StrategyBalancers } from './strategy-checks';

const ADVANCED = {
  alternateTargetGroupArn: 'second',
  productionListenerRule: 'rule',
  roleArn: 'role',
};
const TYPES: Readonly<Record<string, string>> = { first: 'ip', second: 'ip', hosts: 'instance' };
const balancers: StrategyBalancers = {
  group: (arn) =>
    TYPES[arn] === undefined ? undefined : ({ arn, targetType: TYPES[arn] } as TargetGroup),
  balancersOf: (arn) => (arn === 'first' || arn === 'second' ? [{} as never] : []),
  forwardOf: (arn) => (arn === 'rule' ? { type: 'forward', groups: [], settings: {} } : undefined),
};
const check =
  (strategy: 'BLUE_GREEN' | 'LINEAR' | 'CANARY' | 'ROLLING', given: Record<string, unknown> = {}) =>
  (): void =>
    checkDeploymentStrategy(balancers, given, { strategy });
const behind = (advancedConfiguration?: object): Record<string, unknown> => ({
  loadBalancers: [
    {
      targetGroupArn: 'first',
      containerName: 'web',
      containerPort: 80,
      ...(advancedConfiguration === undefined ? {} : { advancedConfiguration }),
    },
  ],
});

describe('a deployment strategy', () => {
  it('is taken with all that it needs, and blue/green without a load balancer', () => {
    expect(check('LINEAR', behind(ADVANCED))).not.toThrow();
    expect(check('BLUE_GREEN')).not.toThrow();
    expect(check('ROLLING', behind())).not.toThrow();
  });

  it.each([
    [
      'without the second group',
      behind(),
      /with alternateTargetGroupArn, productionListenerRule, roleArn for/,
    ],
    [
      'with a group that is not there',
      behind({ ...ADVANCED, alternateTargetGroupArn: 'x' }),
      /does not exist: x/,
    ],
    [
      'with the same group twice',
      behind({ ...ADVANCED, alternateTargetGroupArn: 'first' }),
      /must be two groups/,
    ],
    [
      'with groups of two kinds',
      behind({ ...ADVANCED, alternateTargetGroupArn: 'hosts' }),
      /must be two groups/,
    ],
    [
      'with a rule that does not forward',
      behind({ ...ADVANCED, testListenerRule: 'x' }),
      /does not forward: x/,
    ],
    ['without anything that moves requests', {}, /CANARY requires a load balancer/],
    [
      'for a daemon',
      { ...behind(ADVANCED), schedulingStrategy: 'DAEMON' },
      /not emulated for schedulingStrategy DAEMON/,
    ],
    [
      'with Service Connect',
      { serviceConnectConfiguration: { enabled: true } },
      /not emulated with Service Connect/,
    ],
    [
      'with hooks',
      { deploymentConfiguration: { lifecycleHooks: [{}] } },
      /There is no Lambda here/,
    ],
  ])('is refused %s', (_, given, words) => {
    expect(check('CANARY', given)).toThrow(words);
  });
});
