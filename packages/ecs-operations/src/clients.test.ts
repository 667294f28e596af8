import { ecsClients } from './clients';

describe('ecsClients', () => {
  it('points all three clients at one region and endpoint', async () => {
    const clients = ecsClients({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:5566' });
    for (const client of [clients.ecs, clients.ec2, clients.ecr]) {
      await expect(client.config.region()).resolves.toBe('eu-central-1');
      await expect(client.config.endpoint?.()).resolves.toMatchObject({
        hostname: '127.0.0.1',
        port: 5566,
      });
    }
  });

  it('bounds the tries', async () => {
    const { ecs } = ecsClients({ region: 'eu-central-1' });
    await expect(ecs.config.maxAttempts()).resolves.toBe(6);
  });

  it.each([
    [{ region: ' ' }, /region must name an AWS region/],
    [{ region: 'eu-central-1', endpoint: '127.0.0.1:5566' }, /endpoint must be a URL; got '127/],
  ])('rejects %j', (options, message) => {
    expect(() => ecsClients(options)).toThrow(message);
  });
});
