import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { GroupCapacity } from '../groups/group-capacity';
import { FakeMoto } from '../testing/fake-moto';
import { groupInstances } from './group-instances';
import { groupReplacements } from './group-replacements';

const members = (ids: readonly string[]): string =>
  ids
    .map(
      (id) =>
        `<member><InstanceId>${id}</InstanceId><AvailabilityZone>a</AvailabilityZone></member>`,
    )
    .join('');
const groupOf = (
  ids: readonly string[],
  launch = '<LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId></LaunchTemplate>',
): string =>
  `<AutoScalingGroups><member><AutoScalingGroupName>g</AutoScalingGroupName><MinSize>1</MinSize><MaxSize>3</MaxSize>
  <DesiredCapacity>${ids.length}</DesiredCapacity><VPCZoneIdentifier>s-1</VPCZoneIdentifier>${launch}
  <Instances>${members(ids)}</Instances></member></AutoScalingGroups>`;

const setUp = (group: string) => {
  const moto = new FakeMoto({ DescribeAutoScalingGroups: group });
  const capacity = new GroupCapacity(moto.client, (_region, image) => Promise.resolve(image));
  const resized: number[] = [];
  for (const way of ['resize', 'pursue'] as const) {
    jest.spyOn(capacity, way).mockImplementation((_region, _name, wanted) => {
      resized.push(wanted);
      return Promise.resolve();
    });
  }
  const context = { moto: moto.client, capacity };
  const send = (service: string, action: string, parameters: Record<string, string>) =>
    correct(
      [groupInstances(context), ...groupReplacements(context)],
      internalCall(service, 'us-east-1', action, parameters),
      (call) => moto.answer(call),
    );
  return { moto, resized, send };
};

describe('groupInstances', () => {
  it('makes a group empty, fills it itself, then sets its minimum', async () => {
    const { moto, resized, send } = setUp(groupOf([]));
    await send('autoscaling', 'CreateAutoScalingGroup', {
      AutoScalingGroupName: 'g',
      MinSize: '3',
      MaxSize: '3',
    });
    expect(moto.seen('CreateAutoScalingGroup')[0]?.parameters).toMatchObject({
      MinSize: '0',
      DesiredCapacity: '0',
    });
    expect(resized).toEqual([3]);
    expect(moto.seen('UpdateAutoScalingGroup')[0]?.parameters).toMatchObject({ MinSize: '3' });
  });

  it('leaves groups with a launch configuration to moto', async () => {
    const { moto, resized, send } = setUp(groupOf([], ''));
    await send('autoscaling', 'CreateAutoScalingGroup', {
      LaunchConfigurationName: 'lc',
      MinSize: '3',
    });
    await send('autoscaling', 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: 'g',
      MinSize: '2',
    });
    expect(moto.seen('CreateAutoScalingGroup')[0]?.parameters['MinSize']).toBe('3');
    // A grace period that nobody asked for is none.
    expect(moto.seen('UpdateAutoScalingGroup').map(({ parameters }) => parameters)).toEqual([
      expect.objectContaining({ HealthCheckGracePeriod: '0' }),
      expect.objectContaining({ MinSize: '2' }),
    ]);
    expect(resized).toEqual([]);
  });

  it('changes the template first and the size after it', async () => {
    const { moto, resized, send } = setUp(groupOf(['i-1']));
    await send('autoscaling', 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: 'g',
      DesiredCapacity: '2',
      MaxSize: '2',
    });
    const [first, second] = moto.seen('UpdateAutoScalingGroup');
    expect(first?.parameters).toMatchObject({ MinSize: '0', MaxSize: '2', DesiredCapacity: '1' });
    expect(second?.parameters).toMatchObject({ MinSize: '1', MaxSize: '2', DesiredCapacity: '2' });
    expect(resized).toEqual([2]);
  });

  it.each([
    ['true', ['i-1', 'i-2']],
    ['false', []],
  ])('ends protected members too when a group is deleted by force (%s)', async (force, ended) => {
    const { moto, send } = setUp(groupOf(['i-1', 'i-2']));
    await send('autoscaling', 'DeleteAutoScalingGroup', {
      AutoScalingGroupName: 'g',
      ForceDelete: force,
    });
    expect(
      moto.seen('TerminateInstances').flatMap(({ parameters }) =>
        Object.entries(parameters)
          .filter(([name]) => name.startsWith('InstanceId.'))
          .map(([, id]) => id),
      ),
    ).toEqual(ended);
  });

  it('refuses a desired capacity outside the limits, in the words of AWS', async () => {
    const { send } = setUp(groupOf(['i-1']));
    await expect(
      send('autoscaling', 'SetDesiredCapacity', {
        AutoScalingGroupName: 'g',
        DesiredCapacity: '4',
      }),
    ).rejects.toThrow(
      'New SetDesiredCapacity value 4 is above max value 3 for the AutoScalingGroup.',
    );
    await expect(
      send('autoscaling', 'SetDesiredCapacity', {
        AutoScalingGroupName: 'g',
        DesiredCapacity: '0',
      }),
    ).rejects.toThrow('below min value 1');
  });
});

describe('groupReplacements', () => {
  it('takes a terminated member out before moto would replace it, and fills the group again', async () => {
    const { moto, resized, send } = setUp(groupOf(['i-1', 'i-2']));
    await send('ec2', 'TerminateInstances', { 'InstanceId.1': 'i-2' });
    const order = moto.calls
      .map(({ action }) => action)
      .filter((action) => action !== 'DescribeAutoScalingGroups');
    expect(order).toEqual(['DescribeInstances', 'DetachInstances', 'TerminateInstances']);
    expect(resized).toEqual([2]);
  });

  it('leaves instances of no group alone', async () => {
    const { moto, resized, send } = setUp(groupOf(['i-1']));
    await send('ec2', 'TerminateInstances', { 'InstanceId.1': 'i-9' });
    expect(moto.seen('DetachInstances')).toEqual([]);
    expect(resized).toEqual([]);
  });

  it.each([
    ['false', [1]],
    ['true', []],
  ])(
    'replaces in TerminateInstanceInAutoScalingGroup unless told to shrink (%s)',
    async (shrink, expected) => {
      const { moto, resized, send } = setUp(groupOf(['i-1']));
      const parameters = { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: shrink };
      await send('autoscaling', 'TerminateInstanceInAutoScalingGroup', parameters);
      expect(
        moto.seen('TerminateInstanceInAutoScalingGroup')[0]?.parameters[
          'ShouldDecrementDesiredCapacity'
        ],
      ).toBe('true');
      expect(resized).toEqual(expected);
    },
  );
});
