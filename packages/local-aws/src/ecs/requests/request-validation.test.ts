import { correct } from '../../gateway/correction';
import { internalCall } from '../../gateway/internal-call';
import { FakeMoto } from '../../testing/fake-moto';
import { ecsRequests } from './request-validation';

const moto = new FakeMoto({ RegisterTaskDefinition: {} });
const register = (networkMode: string | undefined, more: object = {}) =>
  correct(
    [ecsRequests('refused')],
    internalCall('ecs', 'us-east-1', 'RegisterTaskDefinition', {
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'i', memory: 64, ...more }],
      ...(networkMode === undefined ? {} : { networkMode }),
    }),
    (call) => moto.answer(call),
  );

describe('ecsRequests', () => {
  it.each([undefined, 'bridge', 'none', 'awsvpc'])('takes the network mode %s', async (mode) => {
    expect((await register(mode)).status).toBe(200);
  });

  it.each([
    [
      { portMappings: [{ containerPort: 80, hostPort: 8080 }] },
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    ],
    [{ hostname: 'web' }, 'hostname is not supported on container when networkMode=awsvpc.'],
    [
      { extraHosts: [{ hostname: 'db', ipAddress: '10.0.0.2' }] },
      'extraHosts is not supported on container when networkMode=awsvpc.',
    ],
  ])('refuses %j of a container that shares the address of its task', async (more, words) => {
    const asked = Promise.resolve().then(() => register('awsvpc', more));
    await expect(asked).rejects.toThrow(words);
    expect((await register('bridge', more)).status).toBe(200);
  });
});
