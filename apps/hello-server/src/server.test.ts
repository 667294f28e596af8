import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createHelloServer } from './server';
import { openConnection, waitUntil } from './testing/raw-connection';
import { closeHelloServers, startHelloServer } from './testing/start-hello-server';

describe('createHelloServer', () => {
  afterEach(closeHelloServers);

  it('does not listen by itself', () => {
    const server = createHelloServer({ id: 'a', version: '1', log: () => undefined });
    expect(server.listening).toBe(false);
  });

  it('sets every limit Node knows', async () => {
    const { server } = await startHelloServer();
    expect(server).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5_000,
      timeout: 20_000,
      // 900 for clients, and those that are being closed.
      maxConnections: 990,
    });
  });

  describe('answers', () => {
    it('says which container answered', async () => {
      const { url } = await startHelloServer();
      const response = await fetch(url('/'));
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('Hello from 9f3c2a7be11d!\n');
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    });

    it('says that it is healthy', async () => {
      const { url } = await startHelloServer();
      const response = await fetch(url('/healthz'));
      expect([response.status, await response.text()]).toEqual([200, 'ok']);
    });

    it.each(['/nothing', '//', '/healthz/', '/../etc/passwd%00', '/?/../x'.slice(2)])(
      'answers 404 to %s',
      async (path) => {
        const { port } = await startHelloServer();
        const connection = await openConnection(port);
        connection.send(`GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`);
        expect(await connection.receive('\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 /);
      },
    );

    it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
      'answers 405 to %s and names the methods it allows',
      async (method) => {
        const { port } = await startHelloServer();
        for (const path of ['/', '/healthz']) {
          const { status, headers } = await send(port, method, path);
          expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
        }
      },
    );

    it('answers HEAD like GET, without the body', async () => {
      const { port } = await startHelloServer();
      const got = await send(port, 'GET', '/');
      const head = await send(port, 'HEAD', '/');
      expect(head.body).toBe('');
      expect(head.status).toBe(200);
      expect({ ...head.headers, date: '' }).toEqual({ ...got.headers, date: '' });
    });

    it('ignores the query', async () => {
      const { url } = await startHelloServer();
      expect((await fetch(url('/?a=b'))).status).toBe(200);
    });

    it('accepts a target in absolute form', async () => {
      const { port } = await startHelloServer();
      const connection = await openConnection(port);
      connection.send('GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n');
      expect(await connection.receive('!\n')).toMatch(/^HTTP\/1\.1 200 /);
    });

    it.each(['/', '/healthz', '/nothing'])('sends the same headers with %s', async (path) => {
      const { url } = await startHelloServer();
      const { headers } = await fetch(url(path));
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-app-version': '1.2.3',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      expect(headers.has('x-powered-by')).toBe(false);
      expect(headers.has('server')).toBe(false);
    });
  });

  describe('connections', () => {
    it('serves several requests on one', async () => {
      const { port, log } = await startHelloServer();
      const connection = await openConnection(port);
      for (let count = 1; count <= 3; count += 1) {
        connection.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
        await waitUntil(() => connection.received().split('Hello from').length === count + 1, 'it');
      }
      await waitUntil(() => log.length === 3, 'three log lines');
      expect(connection.received()).toContain('Connection: keep-alive');
    });

    it('closes one that stays idle', async () => {
      const { port } = await startHelloServer({ keepAliveTimeoutMs: 50 });
      const connection = await openConnection(port);
      connection.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
      expect(await connection.closed()).toMatch(/^HTTP\/1\.1 200 /);
    });

    it('closes one whose request has a body nobody reads', async () => {
      const { port } = await startHelloServer();
      const connection = await openConnection(port);
      connection.send('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nfirst');
      const answer = await connection.closed();
      expect(answer).toMatch(/^HTTP\/1\.1 405 /);
      expect(answer).toContain('Connection: close');
    });

    it('reports itself unhealthy while it drains', async () => {
      let draining = false;
      const { url } = await startHelloServer({}, () => draining);
      expect((await fetch(url('/healthz'))).status).toBe(200);
      draining = true;
      const [hello, health] = [await fetch(url('/')), await fetch(url('/healthz'))];
      expect([hello.status, health.status, await health.text()]).toEqual([200, 503, 'draining']);
    });
  });

  describe('access log', () => {
    it('tells time, method, path, status, duration and peer of a request', async () => {
      const { url, log } = await startHelloServer();
      await fetch(url('/'));
      await waitUntil(() => log.length === 1, 'the log line');
      expect(log[0]).toEqual({
        event: 'request',
        method: 'GET',
        path: '/',
        status: 200,
        durationMs: expect.any(Number),
        remoteAddress: '127.0.0.1',
      });
      expect(log[0]?.durationMs).toBeGreaterThanOrEqual(0);
    });

    it('keeps secrets out', async () => {
      const { port, log } = await startHelloServer();
      const headers = {
        authorization: 'Bearer s3cret',
        cookie: 's3cret',
        'x-forwarded-for': 's3cret',
      };
      await send(port, 'GET', '/?token=s3cret', headers);
      await send(port, 'POST', '/login?password=s3cret', headers);
      await waitUntil(() => log.length === 2, 'two log lines');
      expect(log.map(({ path, status }) => [path, status])).toEqual([
        ['/', 200],
        ['/login', 404],
      ]);
      expect(JSON.stringify(log)).not.toContain('s3cret');
    });
  });
});

async function send(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });
    sent.once('error', reject).once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    sent.end();
  });
}
