import type { Socket } from 'node:net';
import { openConnection, waitUntil } from './testing/raw-connection';
import { closeHelloServers, openConnections, startHelloServer } from './testing/start-hello-server';

describe('createHelloServer, given bad requests,', () => {
  afterEach(closeHelloServers);

  it.each([
    ['bytes that are not HTTP', Buffer.from([0x16, 3, 1, 0, 0xff, 0, 0x0a, 0x0a]), 400],
    ['an unknown method', 'HELLO / HTTP/1.1\r\nHost: h\r\n\r\n', 400],
    ['another version', 'GET / HTTP/9.9\r\nHost: h\r\n\r\n', 400],
    ['a broken header', 'GET / HTTP/1.1\r\nHost: h\r\nbro ken\r\n\r\n', 400],
    [
      'two lengths that smuggle a request',
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['headers over the limit', `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(9_000)}\r\n\r\n`, 431],
    ['a path over the limit', `GET /${'x'.repeat(9_000)} HTTP/1.1\r\nHost: h\r\n\r\n`, 431],
    ['headers far over the limit', `GET / HTTP/1.1\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`, 431],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405],
  ])('answers %s, closes, logs, and goes on serving', async (_what, bytes, status) => {
    const { port, url, log } = await startHelloServer();
    const connection = await openConnection(port);
    connection.send(bytes);
    const answer = await connection.closed();
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('Connection: close');
    expect(answer).toContain('x-app-version: 1.2.3');
    expect(answer).toContain('X-Content-Type-Options: nosniff');
    expect(answer.match(/^HTTP\/1\.1 \d/gm)).toHaveLength(1);
    await waitUntil(() => log.length > 0, 'the log line');
    expect(log).toEqual([expect.objectContaining({ status, remoteAddress: '127.0.0.1' })]);
    expect((await fetch(url('/'))).status).toBe(200);
  });

  it('accepts headers just below the limit', async () => {
    const { port } = await startHelloServer();
    const connection = await openConnection(port);
    connection.send(`GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(7_500)}\r\n\r\n`);
    expect(await connection.receive('!\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('answers a request of HTTP/1.0, which needs no Host', async () => {
    const { port } = await startHelloServer();
    const connection = await openConnection(port);
    connection.send('GET / HTTP/1.0\r\n\r\n');
    expect(await connection.closed()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('answers an upgrade it does not know like any request', async () => {
    const { port } = await startHelloServer();
    const connection = await openConnection(port);
    connection.send('GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    expect(await connection.receive('!\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['headers that trickle in', { headersTimeoutMs: 200 }, 'GET / HTTP/1.1\r\n', 'X: y\r\n'],
    ['silence', { headersTimeoutMs: 200 }, '', ''],
  ])('answers 408 to %s', async (_what, limits, head, drip) => {
    const { port, log } = await startHelloServer({
      ...limits,
      requestTimeoutMs: 400,
      checkEveryMs: 20,
    });
    const connection = await openConnection(port);
    connection.send(head);
    const dripping = setInterval(() => connection.send(drip), 20);
    const answer = await connection.closed();
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(log).toEqual([
      expect.objectContaining({ event: 'client-error', code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
    ]);
  });

  it.each([
    ['bad', `GET / HTTP/1.1\r\nX: ${'x'.repeat(1_000_000)}`, 431],
    ['CONNECT', 'CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n', 405],
  ])(
    'gets its answer to a client that reads it only after a %s request',
    async (_what, bytes, status) => {
      const { port, log } = await startHelloServer();
      const connection = await openConnection(port);
      connection.socket.pause();
      connection.send(bytes);
      await waitUntil(() => log.length > 0, 'the answer to be sent');
      connection.send('and more');
      connection.socket.resume();
      expect(await connection.closed()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\\n$`));
    },
  );

  it.each(['nonsense\r\n\r\n', 'CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n'])(
    'cuts off a client that goes on sending after the answer to %j',
    async (bytes) => {
      const { port, server } = await startHelloServer();
      const connection = await openConnection(port, { allowHalfOpen: true });
      connection.send(bytes);
      const dripping = setInterval(() => connection.send('x'), 20);
      await waitUntil(() => connection.socket.destroyed, 'the cut');
      clearInterval(dripping);
      await waitUntil(async () => (await openConnections(server)) === 0, 'the server to let go');
    },
  );

  it.each(['nonsense\r\n\r\n', 'CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n'])(
    'lets go of a client that leaves after the answer to %j',
    async (bytes) => {
      const { port, server, log } = await startHelloServer();
      const connection = await openConnection(port, { allowHalfOpen: true });
      connection.send(bytes);
      await waitUntil(() => log.length > 0, 'the answer to be sent');
      connection.send('more');
      connection.socket.end();
      await waitUntil(async () => (await openConnections(server)) === 0, 'the server to let go');
    },
  );

  it.each(['POST', 'GET'])('gives one answer to a %s whose body is broken', async (method) => {
    const { port, log } = await startHelloServer();
    const connection = await openConnection(port);
    const head = `${method} / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n`;
    connection.send(`${head}not a length\r\n`);
    expect((await connection.closed()).match(/^HTTP\/1\.1 \d/gm)).toHaveLength(1);
    await waitUntil(() => log.length > 0, 'the log line');
    expect(log).toEqual([expect.objectContaining({ event: 'request', method })]);
  });

  it('says nothing to a client that is gone', async () => {
    const { port, log, server } = await startHelloServer();
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const connection = await openConnection(port);
    connection.send('GET / HTTP/1.1\r\n');
    const socket = await accepted;
    await waitUntil(() => socket.bytesRead > 0, 'the first bytes');
    connection.socket.resetAndDestroy();
    await waitUntil(async () => (await openConnections(server)) === 0, 'the server to see it');
    expect(log).toEqual([]);
  });

  it('survives a client that hangs up in the middle', async () => {
    const { port, url, server } = await startHelloServer();
    const requests = ['', 'GET', 'GET / HTTP/1.1\r\nHost: h\r\n\r\n', 'nonsense\r\n\r\n'];
    for (const bytes of requests) {
      const connection = await openConnection(port);
      connection.send(bytes);
      connection.socket.resetAndDestroy();
    }
    expect((await fetch(url('/'))).status).toBe(200);
    expect(server.listening).toBe(true);
  });
});
