import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ecsClients } from './clients';
import { inWords } from './explain-error';
import { limitCalls } from './limit-calls';

async function ask(answer: RequestListener, seconds: number): Promise<unknown> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const ecs = limitCalls(ecsClients({ region: 'eu-west-1', endpoint, credentials }).ecs, seconds);
  try {
    return await inWords({ action: 'ecs:DescribeClusters', region: 'eu-west-1' }, () =>
      ecs.send(new DescribeClustersCommand({})),
    ).catch((error: unknown) => error);
  } finally {
    ecs.destroy();
    server.closeAllConnections();
    server.close();
  }
}

describe('a call of AWS', () => {
  it('that nobody answers ends after its time, all tries together, and says so', async () => {
    const error = await ask(() => undefined, 0.3);
    expect(String(error)).toContain(
      'ecs:DescribeClusters: cannot reach AWS at the endpoint: no answer came in time. Fix: ',
    );
  });

  it('that is answered is not touched, and leaves no timer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
    const before = timers().length;
    const client = limitCalls({ send: async (command: string) => command }, 60);
    expect(await Promise.all(['a', 'b', 'c'].map((one) => client.send(one)))).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(timers()).toHaveLength(before);
    const answer = await ask((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end('{"clusters":[]}');
    }, 60);
    expect(answer).toMatchObject({ clusters: [] });
  });
});
