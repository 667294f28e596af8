import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { groupKey, MixedPolicies } from '../groups/mixed-instances';
import { FakeMoto } from '../testing/fake-moto';
import { mixedInstances } from './mixed-instances';

const GROUP =
  '<AutoScalingGroups><member><AutoScalingGroupName>g</AutoScalingGroupName><AutoScalingGroupARN>arn</AutoScalingGroupARN>' +
  '<LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId></LaunchTemplate><Instances><member>' +
  '<LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId></LaunchTemplate></member></Instances></member></AutoScalingGroups>';
const POLICY = {
  AutoScalingGroupName: 'g',
  'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId': 'lt-1',
  'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.Version': '3',
  'MixedInstancesPolicy.LaunchTemplate.Overrides.member.1.InstanceType': 't3.small',
  'MixedInstancesPolicy.LaunchTemplate.Overrides.member.2.InstanceType': 't3a.small',
  'MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity': '1',
};

const setUp = () => {
  const moto = new FakeMoto({ DescribeAutoScalingGroups: GROUP });
  const policies = new MixedPolicies();
  const send = async (action: string, parameters: Record<string, string> = {}) => {
    const answer = await correct(
      [mixedInstances(policies)],
      internalCall('autoscaling', 'us-east-1', action, parameters),
      (call) => moto.answer(call),
    );
    return answer.body.toString();
  };
  return { moto, policies, send };
};

describe('mixedInstances', () => {
  it('gives moto the template alone, and tells the whole policy', async () => {
    const { moto, send } = setUp();
    await send('CreateAutoScalingGroup', POLICY);
    expect(moto.seen('CreateAutoScalingGroup')[0]?.parameters).toMatchObject({
      'LaunchTemplate.LaunchTemplateId': 'lt-1',
      'LaunchTemplate.Version': '3',
    });
    expect(moto.seen('CreateAutoScalingGroup')[0]?.parameters).not.toHaveProperty(
      'MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity',
    );
    const xml = await send('DescribeAutoScalingGroups');
    expect(xml).toContain(
      '<Overrides><member><InstanceType>t3.small</InstanceType></member><member><InstanceType>t3a.small</InstanceType></member></Overrides>',
    );
    expect(xml).toContain('<OnDemandBaseCapacity>1</OnDemandBaseCapacity>');
    expect(xml).toContain('<OnDemandPercentageAboveBaseCapacity>100<');
    // The members keep theirs; the group itself has a policy instead.
    expect(xml).not.toContain('</AutoScalingGroupARN><LaunchTemplate>');
    expect(xml).toContain('<Instances><member><LaunchTemplate>');
  });

  it('keeps the policy through an update of something else', async () => {
    const { policies, send } = setUp();
    await send('CreateAutoScalingGroup', POLICY);
    await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'g', MinSize: '2' });
    expect(policies.find(groupKey('us-east-1', 'g'))?.instanceTypes).toEqual([
      't3.small',
      't3a.small',
    ]);
  });

  it('forgets it with an update to a plain template, and with the group', async () => {
    const { policies, send } = setUp();
    for (const [action, parameters] of [
      ['UpdateAutoScalingGroup', { 'LaunchTemplate.LaunchTemplateId': 'lt-2' }],
      ['DeleteAutoScalingGroup', {}],
    ] as const) {
      await send('CreateAutoScalingGroup', POLICY);
      await send(action, { AutoScalingGroupName: 'g', ...parameters });
      expect(policies.find(groupKey('us-east-1', 'g'))).toBeUndefined();
    }
  });
});
