import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway } from './server';
import { AwsError } from './aws-response';
import type { Correction } from './correction';

const opened: Server[] = [];
const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    opened.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
/** Stands in for moto: tells what reached it. */
const echo = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('x-echo', `${request.method} ${request.url}`);
    response.end(Buffer.concat(chunks));
  });
});
const failing: Correction = {
  name: 'failing',
  page: 'https://docs.aws.amazon.com/',
  service: 'ecs',
  actions: ['CreateService'],
  handle: () => Promise.reject(new AwsError('ClientException', 'no')),
};
const gatewayTo = (motoPort: number | undefined): Promise<number> =>
  listen(
    createGateway({
      backend: () => (motoPort === undefined ? undefined : { motoPort, corrections: [failing] }),
      control: async (_request, response) => {
        response.end('control');
        await Promise.resolve();
      },
      log: () => undefined,
    }),
  );
const ecsCall = (action: string): RequestInit => ({
  method: 'POST',
  headers: { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` },
  body: '{"cluster":"c"}',
});

afterAll(() => {
  for (const server of opened) server.close().closeAllConnections();
});

describe('createGateway', () => {
  let port: number;
  beforeAll(async () => {
    port = await gatewayTo(await listen(echo));
  });

  it('streams REST bodies both ways, whatever their size', async () => {
    const body = Buffer.alloc(3_000_000, 7);
    const answer = await fetch(`http://127.0.0.1:${port}/bucket/key?x=1`, { method: 'PUT', body });
    expect(answer.headers.get('x-echo')).toBe('PUT /bucket/key?x=1');
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
  });

  it('forwards calls no correction answers', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, ecsCall('ListTasks'));
    expect(await answer.json()).toEqual({ cluster: 'c' });
  });

  it("answers an error of a correction in the service's own form", async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, ecsCall('CreateService'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ __type: 'ClientException', message: 'no' });
  });

  it('keeps its own routes from moto', async () => {
    expect(await (await fetch(`http://127.0.0.1:${port}/_local-aws/status`)).text()).toBe(
      'control',
    );
  });

  it('answers 503, which every SDK tries again, while moto starts', async () => {
    const starting = await gatewayTo(undefined);
    expect((await fetch(`http://127.0.0.1:${starting}/`, ecsCall('ListTasks'))).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${starting}/bucket`)).status).toBe(503);
  });

  it('answers 503 when moto is gone', async () => {
    const gone = createServer();
    const gonePort = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const orphan = await gatewayTo(gonePort);
    expect((await fetch(`http://127.0.0.1:${orphan}/`, ecsCall('ListTasks'))).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${orphan}/bucket`)).status).toBe(503);
  });
});
