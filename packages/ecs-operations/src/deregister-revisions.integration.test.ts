import { ListTaskDefinitionsCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { type EcsClients, ecsClients } from './clients';
import { deregisterRevisions } from './deregister-revisions';
import { type MotoServer, startMoto, whyNoMoto } from './testing/moto-server';

const reason = whyNoMoto();
const title = `deregisterRevisions${reason === undefined ? '' : ` (skipped: ${reason})`}`;

(reason === undefined ? describe : describe.skip)(title, () => {
  let moto: MotoServer;
  let clients: EcsClients;

  beforeAll(async () => {
    moto = await startMoto(1);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    clients = ecsClients({ region: 'us-east-1', endpoint: moto.endpoint, credentials });
  });
  afterAll(() => moto.stop());

  const register = (family: string) =>
    clients.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        containerDefinitions: [{ name: 'web', image: 'nginx:1', memory: 64 }],
      }),
    );

  it('takes back every revision of a family and none of another', async () => {
    await register('hello');
    await register('hello');
    await register('hello_again');
    expect(await deregisterRevisions(clients, 'hello', 'us-east-1')).toBe(2);
    const { taskDefinitionArns } = await clients.ecs.send(new ListTaskDefinitionsCommand({}));
    expect(taskDefinitionArns).toEqual([expect.stringMatching(/task-definition\/hello_again:1$/)]);
    expect(await deregisterRevisions(clients, 'hello', 'us-east-1')).toBe(0);
  });
});
