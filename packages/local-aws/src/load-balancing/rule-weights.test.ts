import { FakeMoto } from '../testing/fake-moto';
import type { Action } from './load-balancer';
import { ruleWeights } from './rule-weights';

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
const WEIGHTS = [
  { arn: 'first', weight: 80 },
  { arn: 'second', weight: 20 },
];

function weightsWith(action: Partial<Action> = {}) {
  const moto = new FakeMoto({});
  const order: string[] = [];
  const rules = ruleWeights(moto.client, {
    forwardOf: () => ({ type: 'forward', groups: [], settings: {}, ...action }),
    sync: (region) => Promise.resolve(void order.push(region)),
  });
  return { moto, rules, order };
}

describe('the weights of a rule', () => {
  it('are changed where moto keeps them, and the balancers follow', async () => {
    const { moto, rules, order } = weightsWith({ stickySeconds: 60 });
    await rules.set('us-east-1', `${ARN}:listener-rule/app/web/1/2/3`, WEIGHTS);
    expect(order).toEqual(['us-east-1']);
    const config = 'Actions.member.1.ForwardConfig';
    expect(moto.seen('ModifyRule')[0]?.parameters).toMatchObject({
      RuleArn: `${ARN}:listener-rule/app/web/1/2/3`,
      'Actions.member.1.Type': 'forward',
      [`${config}.TargetGroups.member.2.TargetGroupArn`]: 'second',
      [`${config}.TargetGroups.member.2.Weight`]: '20',
      [`${config}.TargetGroupStickinessConfig.Enabled`]: 'true',
      [`${config}.TargetGroupStickinessConfig.DurationSeconds`]: '60',
    });
  });

  it('are those of a listener for a Network Load Balancer, under the ARN that moto knows', async () => {
    const { moto, rules } = weightsWith();
    await rules.set('us-east-1', `${ARN}:listener/net/tcp/1/2`, WEIGHTS);
    expect(moto.seen('ModifyListener')[0]?.parameters).toMatchObject({
      ListenerArn: `${ARN}:listener/app/tcp/1/2`,
      'DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight': '80',
    });
  });

  it('are there when all of them are, in any order, and nothing else', () => {
    const has = (groups: Action['groups']) => weightsWith({ groups }).rules.have('rule', WEIGHTS);
    expect(has([...WEIGHTS].reverse())).toBe(true);
    expect(has([{ arn: 'first', weight: 80 }])).toBe(false);
    expect(has([...WEIGHTS, { arn: 'third', weight: 1 }])).toBe(false);
    expect(has(WEIGHTS.map(({ arn }) => ({ arn, weight: 50 })))).toBe(false);
  });
});
