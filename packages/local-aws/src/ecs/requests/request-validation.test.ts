import { correct } from '../../gateway/correction';
import { internalCall } from '../../gateway/internal-call';
import { FakeMoto } from '../../testing/fake-moto';
import { ecsRequests } from './request-validation';

const moto = new FakeMoto({ RegisterTaskDefinition: {} });
const register = (networkMode: string | undefined) =>
  correct(
    [ecsRequests('refused')],
    internalCall('ecs', 'us-east-1', 'RegisterTaskDefinition', {
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'i', memory: 64 }],
      ...(networkMode === undefined ? {} : { networkMode }),
    }),
    (call) => moto.answer(call),
  );

describe('ecsRequests', () => {
  it.each([undefined, 'bridge', 'none', 'awsvpc'])('takes the network mode %s', async (mode) => {
    expect((await register(mode)).status).toBe(200);
  });

  it('refuses a network mode that no task could run with, when it is written down', async () => {
    const asked = Promise.resolve().then(() => register('awsvpc'));
    await expect(asked).rejects.toThrow(
      'task definition web: networkMode awsvpc is not emulated, and Fargate is not either. Allowed bridge.',
    );
  });
});
