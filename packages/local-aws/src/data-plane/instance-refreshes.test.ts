import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { GroupCapacity } from '../groups/group-capacity';
import { InstanceRefreshes } from '../groups/instance-refreshes';
import { FakeMoto } from '../testing/fake-moto';
import { instanceRefreshes } from './instance-refreshes';

const member = (id: string, isProtected: boolean): string =>
  `<member><InstanceId>${id}</InstanceId><AvailabilityZone>a</AvailabilityZone><ProtectedFromScaleIn>${isProtected}</ProtectedFromScaleIn></member>`;
const group = (members: string): string =>
  `<AutoScalingGroups><member><AutoScalingGroupName>g</AutoScalingGroupName><MinSize>2</MinSize><MaxSize>2</MaxSize>
  <DesiredCapacity>2</DesiredCapacity><VPCZoneIdentifier>s-1</VPCZoneIdentifier>
  <LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId></LaunchTemplate><Instances>${members}</Instances></member></AutoScalingGroups>`;

const setUp = (members = member('i-1', false) + member('i-2', true)) => {
  const steps: string[] = [];
  const moto = new FakeMoto({
    DescribeAutoScalingGroups: group(members),
    RunInstances: '<instancesSet><item><instanceId>i-new</instanceId></item></instancesSet>',
    DescribeLaunchTemplateVersions:
      '<launchTemplateVersionSet><item><versionNumber>2</versionNumber><launchTemplateData/></item></launchTemplateVersionSet>',
  });
  const capacity = new GroupCapacity(
    moto.client,
    (_region, image) => Promise.resolve(image),
    undefined,
    (_region, _group, ids) => Promise.resolve(void steps.push(`drain ${ids.join()}`)),
  );
  const refreshes = new InstanceRefreshes({
    moto: moto.client,
    capacity,
    sync: () => Promise.resolve(void steps.push('sync')),
    warmUp: () => () => Promise.resolve(void steps.push('warmed up')),
    log: (line) => steps.push(line),
  });
  const send = async (action: string, parameters: Record<string, string> = {}) => {
    const call = internalCall('autoscaling', 'us-east-1', action, {
      AutoScalingGroupName: 'g',
      ...parameters,
    });
    const answer = await correct([instanceRefreshes(refreshes)], call, (one) => moto.answer(one));
    return answer.body.toString();
  };
  const ended = async (): Promise<string> => {
    for (;;) {
      const xml = await send('DescribeInstanceRefreshes');
      if (!xml.includes('<Status>InProgress</Status>')) {
        return xml;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { moto, steps, send, ended };
};

describe('instanceRefreshes', () => {
  it('launches first, drains, exchanges, and terminates last', async () => {
    const { moto, steps, send, ended } = setUp(member('i-1', false));
    expect(await send('StartInstanceRefresh')).toMatch(/<InstanceRefreshId>[0-9a-f-]{36}</);
    expect(await ended()).toContain('<Status>Successful</Status>');
    expect(steps).toEqual(['sync', 'drain i-1', 'sync', 'warmed up']);
    const changes = moto.calls
      .map(({ action }) => action)
      .filter((name) => !/^Describe/.test(name));
    expect(changes).toEqual([
      'RunInstances',
      'DetachInstances',
      'AttachInstances',
      'TerminateInstances',
    ]);
    expect(moto.seen('TerminateInstances')[0]?.parameters).toMatchObject({ 'InstanceId.1': 'i-1' });
  });

  it('leaves protected hosts alone unless it is told to replace them', async () => {
    const left = setUp();
    await left.send('StartInstanceRefresh');
    await left.ended();
    expect(left.moto.seen('TerminateInstances')).toHaveLength(1);
    const replaced = setUp();
    await replaced.send('StartInstanceRefresh', {
      'Preferences.ScaleInProtectedInstances': 'Refresh',
    });
    await replaced.ended();
    expect(replaced.moto.seen('TerminateInstances')).toHaveLength(2);
  });

  it('replaces with SkipMatching those that run another version', async () => {
    const { moto, send, ended } = setUp(member('i-1', false));
    await send('StartInstanceRefresh', { 'Preferences.SkipMatching': 'true' });
    await ended();
    expect(moto.seen('TerminateInstances')).toHaveLength(1);
  });

  it('allows one at a time, and can be cancelled', async () => {
    const { send } = setUp();
    await send('StartInstanceRefresh');
    await expect(send('StartInstanceRefresh')).rejects.toMatchObject({
      code: 'InstanceRefreshInProgress',
    });
    await send('CancelInstanceRefresh');
    expect(await send('DescribeInstanceRefreshes')).toContain('<Status>Cancelled</Status>');
    await expect(send('CancelInstanceRefresh')).rejects.toMatchObject({
      code: 'ActiveInstanceRefreshNotFound',
    });
  });
});
