import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { fleetLimits } from './fleet-limits';

const send = async (service: string, action: string, parameters: Record<string, string>) => {
  const moto = new FakeMoto({});
  await correct(fleetLimits(), internalCall(service, 'us-east-1', action, parameters), (call) =>
    moto.answer(call),
  );
  return moto.seen(action).length;
};

describe('fleetLimits', () => {
  it('passes what an account could have, and any maximum', async () => {
    const sizes = { MinSize: '0', DesiredCapacity: '200', MaxSize: '10000' };
    expect(await send('autoscaling', 'CreateAutoScalingGroup', sizes)).toBe(1);
    expect(await send('autoscaling', 'UpdateAutoScalingGroup', {})).toBe(1);
    expect(await send('ec2', 'RunInstances', { MinCount: '1', MaxCount: '3' })).toBe(1);
  });

  it.each([
    [
      'autoscaling',
      'CreateAutoScalingGroup',
      { MinSize: '201' },
      'got MinSize 201. Allowed up to 200',
    ],
    [
      'autoscaling',
      'SetDesiredCapacity',
      { DesiredCapacity: '999999999' },
      'InstanceLimitExceeded',
    ],
    [
      'autoscaling',
      'UpdateAutoScalingGroup',
      { MaxSize: '1e9' },
      "Value '1e9' for MaxSize is invalid",
    ],
    [
      'autoscaling',
      'CreateAutoScalingGroup',
      { MinSize: '-1' },
      "Value '-1' for MinSize is invalid",
    ],
    ['autoscaling', 'CreateAutoScalingGroup', { DesiredCapacity: 'x' }, 'ValidationError'],
    ['ec2', 'RunInstances', { MinCount: '1', MaxCount: '1000000' }, 'got MaxCount 1000000'],
    ['ec2', 'RunInstances', { MinCount: '1.5', MaxCount: '2' }, 'InvalidParameterValue'],
  ] as const)('refuses %s %s %j', async (service, action, parameters, words) => {
    const error = await send(service, action, parameters).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ status: 400 });
    expect(`${(error as { code: string }).code} ${(error as Error).message}`).toContain(words);
  });
});
