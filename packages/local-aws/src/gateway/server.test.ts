import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { createGateway } from './server';
import { AwsError } from './aws-response';
import type { Correction } from './correction';
import { signedWith } from '../testing/signed-headers';

const opened: Server[] = [];
const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    opened.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
/** Stands in for moto: tells what reached it. */
const echo = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    response.setHeader('x-echo', `${incoming.method} ${incoming.url}`);
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
      backend: () =>
        motoPort === undefined
          ? undefined
          : {
              moto: { at: { host: '127.0.0.1', port: motoPort }, secret: 's' },
              corrections: [failing],
            },
      accessKey: () => ({ accessKeyId: 'AKIAMINE', secretAccessKey: 'x' }),
      control: async (_request, response) => {
        response.end('control');
        await Promise.resolve();
      },
      log: () => undefined,
    }),
  );
const s3 = { authorization: signedWith('AKIAMINE', 's3') };
const ecsCall = (action: string): RequestInit => ({
  method: 'POST',
  headers: {
    authorization: signedWith('AKIAMINE', 'ecs'),
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}`,
  },
  body: '{"cluster":"c","serviceName":"s"}',
});

afterAll(() => {
  for (const server of opened) {
    server.close().closeAllConnections();
  }
});

describe('createGateway', () => {
  let port: number;
  beforeAll(async () => {
    port = await gatewayTo(await listen(echo));
  });

  it('streams REST bodies both ways, whatever their size', async () => {
    const body = Buffer.alloc(3_000_000, 7);
    const answer = await fetch(`http://127.0.0.1:${port}/bucket/key?x=1`, {
      method: 'PUT',
      headers: s3,
      body,
    });
    expect(answer.headers.get('x-echo')).toBe('PUT /bucket/key?x=1');
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
  });

  it('forwards calls no correction answers', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, ecsCall('ListTasks'));
    expect(await answer.json()).toMatchObject({ cluster: 'c' });
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
    expect((await fetch(`http://127.0.0.1:${starting}/bucket`, { headers: s3 })).status).toBe(503);
  });

  it('answers 503 with the reason when moto is gone', async () => {
    const gone = createServer();
    const gonePort = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const orphan = await gatewayTo(gonePort);
    const answers = await Promise.all([
      fetch(`http://127.0.0.1:${orphan}/`, ecsCall('ListTasks')),
      fetch(`http://127.0.0.1:${orphan}/bucket`, { headers: s3 }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain('moto does not answer (ECONNREFUSED)');
    }
  });

  it('refuses a web page in the form of the service, and never asks moto', async () => {
    const call = ecsCall('ListTasks');
    const headers = { ...(call.headers as object), origin: 'https://evil.example' };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { ...call, headers });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ __type: 'AccessDeniedException' });
    expect(answer.headers.get('x-echo')).toBeNull();
    const bucket = await fetch(`http://127.0.0.1:${port}/b`, {
      headers: { ...s3, origin: 'null' },
    });
    expect([bucket.status, await bucket.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ]);
  });

  it('answers OPTIONS itself, without a grant', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    const names: string[] = [];
    answer.headers.forEach((_value, name) => names.push(name));
    expect(names.join()).not.toMatch(/access-control|x-echo/);
  });

  it('refuses a body over 64 MiB by the length it tells, but streams objects', async () => {
    const told = (authorization: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { ...(ecsCall('ListTasks').headers as object), authorization };
        const sent = request(
          { host: '127.0.0.1', port, method: 'POST', path: '/b/k', agent: false },
          (answer) => {
            resolve(answer.statusCode);
            sent.destroy();
          },
        );
        for (const [name, value] of Object.entries(headers)) {
          if (authorization.includes('/ecs/') || name === 'authorization') {
            sent.setHeader(name, String(value));
          }
        }
        sent.setHeader('content-length', String(64 * 1024 * 1024 + 1));
        sent.on('error', reject);
        // Not one byte of the body is ever sent.
        sent.flushHeaders();
        if (authorization.includes('/s3/')) {
          resolve(undefined);
        }
      });
    expect(await told(signedWith('AKIAMINE', 'ecs'))).toBe(413);
    expect(await told(signedWith('AKIAMINE', 'lambda'))).toBe(413);
    expect(await told(signedWith('AKIAMINE', 's3'))).toBeUndefined();
  });

  it('leads nobody to AWS who takes it for a proxy, and says so in the first line', async () => {
    const port = await gatewayTo(undefined);
    const asked = request({ port, method: 'CONNECT', path: 'ec2.us-east-1.amazonaws.com:443' });
    const [{ statusCode, statusMessage }, socket] = (await once(asked.end(), 'connect')) as [
      IncomingMessage,
      Socket,
    ];
    socket.destroy();
    expect(`${statusCode} ${statusMessage}`).toMatch(/^403 local-aws is no proxy to AWS: set AWS/);
  });

  it('stops reading a body that does not tell its length', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) {
          yield Buffer.alloc(1024 * 1024, 'x');
        }
      })(),
    );
    const call = ecsCall('ListTasks');
    const status = await new Promise((resolve) => {
      const sent = request({ host: '127.0.0.1', port, method: 'POST', agent: false }, (answer) => {
        resolve(answer.statusCode);
        sent.destroy();
      });
      for (const [name, value] of Object.entries(call.headers as Record<string, string>)) {
        sent.setHeader(name, value);
      }
      sent.on('error', resolve);
      endless.on('error', () => undefined).pipe(sent);
    });
    endless.destroy();
    expect(status).toBe(413);
  });

  it.each(['/moto-api/reset', '//moto-api/reset', '/%6doto-api/reset', '/moto-api/reset-auth'])(
    'does not let moto alone forget everything by %s',
    async (path) => {
      const url = `http://127.0.0.1:${port}${path}`;
      expect((await fetch(url, { method: 'POST' })).status).toBe(403);
      const answer = await fetch(url, { method: 'POST', headers: s3 });
      expect([answer.status, answer.headers.get('x-echo')]).toEqual([400, null]);
    },
  );

  it("passes moto's other routes on to the one who has the key", async () => {
    const url = `http://127.0.0.1:${port}/moto-api/data.json`;
    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(url, { headers: s3 })).headers.get('x-echo')).toBe(
      'GET /moto-api/data.json',
    );
  });
});
