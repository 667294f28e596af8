import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { groupSettings, settingsIn, withSettings } from './group-settings';

describe('groupSettings', () => {
  const describeGroups = async (
    settings: ReturnType<typeof groupSettings>,
    moto: FakeMoto,
  ): Promise<string> => {
    const call = internalCall('autoscaling', 'us-east-1', 'DescribeAutoScalingGroups', {});
    return (await correct([settings], call, (given) => moto.answer(given))).body.toString();
  };
  const moto = new FakeMoto({
    DescribeAutoScalingGroups: '<member><AutoScalingGroupName>g</AutoScalingGroupName></member>',
  });

  it('tells what was given at creation, and forgets it with the group', async () => {
    const settings = groupSettings();
    const send = (action: string) =>
      correct(
        [settings],
        internalCall('autoscaling', 'us-east-1', action, {
          AutoScalingGroupName: 'g',
          'AvailabilityZoneDistribution.CapacityDistributionStrategy': 'balanced-only',
        }),
        (call) => moto.answer(call),
      );
    await send('CreateAutoScalingGroup');
    expect(await describeGroups(settings, moto)).toContain(
      '<CapacityDistributionStrategy>balanced-only</CapacityDistributionStrategy>',
    );
    await send('DeleteAutoScalingGroup');
    expect(await describeGroups(settings, moto)).not.toContain('balanced-only');
  });

  it("tells AWS's default distribution for groups that gave none", async () => {
    expect(await describeGroups(groupSettings(), moto)).toContain('balanced-best-effort');
  });
});

describe('settingsIn', () => {
  it('keeps nested settings and leaves those moto knows', () => {
    const parameters = new URLSearchParams({
      MinSize: '1',
      DefaultInstanceWarmup: '60',
      'InstanceMaintenancePolicy.MinHealthyPercentage': '90',
      'InstanceMaintenancePolicy.MaxHealthyPercentage': '110',
    });
    expect(settingsIn(parameters)).toEqual({
      DefaultInstanceWarmup: '60',
      InstanceMaintenancePolicy: { MinHealthyPercentage: '90', MaxHealthyPercentage: '110' },
    });
  });
});

describe('withSettings', () => {
  it('adds nothing that is told already', () => {
    const xml =
      '<AutoScalingGroupName>g</AutoScalingGroupName><DefaultInstanceWarmup>5</DefaultInstanceWarmup>';
    expect(withSettings(xml, () => ({ DefaultInstanceWarmup: '60' }))).toBe(xml);
  });
});
