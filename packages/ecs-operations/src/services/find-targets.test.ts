import type { OperationClients } from '../operation-clients';
import { findTargets, type ServiceSource } from './find-targets';

const service = (name: string, cluster = 'shop', region = 'eu-west-1') => ({
  address: `aws_ecs_service.${name}`,
  service: name,
  cluster,
  region,
  accountId: '111122223333',
  expected: {},
});
const source = (
  change: Partial<Extract<ServiceSource, { kind: 'state' }>> = {},
): ServiceSource => ({
  kind: 'state',
  place: 's3://b/k',
  services: [service('web'), service('api'), service('web', 'other', 'us-east-1')],
  ...change,
});
const clients: Record<string, OperationClients> = {};
const clientsFor = (region: string) => (clients[region] ??= {} as OperationClients);
const names = async (...args: Parameters<typeof findTargets>) =>
  (await findTargets(...args)).map(({ cluster, service: name }) => `${cluster}/${name}`);

describe('findTargets', () => {
  it('takes all services of a state, each with the clients of its region', async () => {
    const found = await findTargets(source(), [], clientsFor);
    expect(found.map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1', 'eu-west-1']);
    expect(found[0]?.clients).toBe(clients['us-east-1']);
  });

  it('picks by name, by address and by ARN', async () => {
    expect(await names(source(), ['web'], clientsFor)).toEqual(['other/web', 'shop/web']);
    expect(await names(source(), ['aws_ecs_service.api'], clientsFor)).toEqual(['shop/api']);
    const arn = 'arn:aws:ecs:eu-west-1:111122223333:service/shop/api';
    expect(await names(source(), [arn], clientsFor)).toEqual(['shop/api']);
  });

  it('leaves out the other clusters of a state where one is named', async () => {
    expect(await names(source({ cluster: 'other' }), [], clientsFor)).toEqual(['other/web']);
  });

  it('lists those there are for a name that is none, and does not drop it beside one that is', async () => {
    await expect(findTargets(source(), ['web', 'apii'], clientsFor)).rejects.toThrow(
      "service: The state s3://b/k has no 'apii'. Did you mean 'api'? There are: web, api.",
    );
  });

  it('says that a state holds no service', async () => {
    await expect(findTargets(source({ services: [] }), [], clientsFor)).rejects.toThrow(
      'The state s3://b/k holds no aws_ecs_service.',
    );
  });
});
