import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection, waitUntil } from './testing/raw-connection';
import { killStarted, MAIN, startNode, startServer } from './testing/server-process';

const GET = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** The shipped shutdown policy around a handler that answers on SIGUSR2 only, as the hello handler never does. */
const SLOW_SERVER = `
  const { createServer } = require('node:http');
  const { drainTimes } = require('./drain-times.js');
  const { jsonLog } = require('./json-log.js');
  const { listen } = require('./listen.js');
  const { shutDownOnSignals } = require('./shutdown.js');
  const log = jsonLog((line) => process.stdout.write(line));
  const server = createServer((request, response) => {
    log({ event: 'slow-request' });
    process.once('SIGUSR2', () => response.end('slow'));
  });
  shutDownOnSignals({ server, times: drainTimes(Number(process.env.STOP_TIMEOUT_SECONDS)), log });
  listen(server, { host: '127.0.0.1', port: 0 }).then(({ port }) => log({ event: 'listening', port }));
`;

/** A process with one request under way. */
async function startBusyProcess(stopTimeoutSeconds: number) {
  const server = startNode(['--eval', SLOW_SERVER], {
    STOP_TIMEOUT_SECONDS: String(stopTimeoutSeconds),
  });
  const { port } = await server.event('listening');
  const connection = await openConnection(port as number);
  connection.send(GET);
  await server.event('slow-request');
  return { ...server, port: port as number, connection };
}

afterEach(killStarted);

describe('the real process', () => {
  it('listens where it is told and says so in its log', async () => {
    const server = await startServer({ HOSTNAME: 'c0ffee123456', APP_VERSION: 'sha-1a2b' });
    const response = await fetch(`http://127.0.0.1:${server.port}/`);
    expect(await response.text()).toBe('Hello from c0ffee123456!\n');
    expect(response.headers.get('x-app-version')).toBe('sha-1a2b');
    expect(await server.event('listening')).toEqual({
      time: expect.any(String),
      event: 'listening',
      address: '127.0.0.1',
      port: server.port,
      id: 'c0ffee123456',
      version: 'sha-1a2b',
      node: process.version,
    });
    expect(await server.event('request')).toMatchObject({ method: 'GET', path: '/', status: 200 });
    expect(server.stderr()).toBe('');
  });

  it('falls back to the machine name and the package version', async () => {
    const { port } = await startServer();
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));
    expect(await response.text()).toBe(`Hello from ${hostname()}!\n`);
    expect(response.headers.get('x-app-version')).toBe(version);
  });

  it('listens on an address of its own, so that several share one port', async () => {
    const first = await startServer({ HOST: '127.0.0.1', HOSTNAME: 'first' });
    const others = process.platform === 'linux' ? ['127.0.0.61', '127.0.0.62'] : [];
    for (const host of others) {
      const { port } = await startServer({ HOST: host, PORT: String(first.port), HOSTNAME: host });
      const response = await fetch(`http://${host}:${port}/`);
      expect([port, await response.text()]).toEqual([first.port, `Hello from ${host}!\n`]);
    }
  });

  it('goes on serving when nobody reads its log any more', async () => {
    const { child, port } = await startServer();
    child.stdout?.destroy();
    for (let count = 0; count < 5; count += 1) {
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    }
    expect(child.exitCode).toBeNull();
  });
});

describe('a process that cannot start', () => {
  it('reports every wrong setting in a line of its own, without a stack trace, and exits with 1', async () => {
    const server = startNode([MAIN], { PORT: 'http', HOST: '!', STOP_TIMEOUT_SECONDS: '0' });
    expect(await server.ended()).toMatchObject({ code: 1, signal: null });
    expect(server.stderr().trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^hello-server: PORT: not a port; got "http"\. Allowed: /),
      expect.stringMatching(
        /^hello-server: HOST: not an address to listen on; got "!"\. Allowed: /,
      ),
      expect.stringMatching(/^hello-server: STOP_TIMEOUT_SECONDS: not a time; got "0"\. Allowed: /),
    ]);
    expect(server.log()).toEqual([]);
  });

  it('says in one line that its port is taken, and exits with 1', async () => {
    const { port } = await startServer();
    const second = startNode([MAIN], { PORT: String(port), HOST: '127.0.0.1' });
    expect(await second.ended()).toMatchObject({ code: 1, signal: null });
    expect(second.stderr()).toMatch(
      new RegExp(
        `^hello-server: cannot listen on 127.0.0.1:${port}: the port is taken; .+ Fix: .+\\n$`,
      ),
    );
    expect(second.log()).toEqual([]);
  });

  it('says in one line that it does not have its address, and exits with 1', async () => {
    const server = startNode([MAIN], { PORT: '0', HOST: '192.0.2.1' });
    expect(await server.ended()).toMatchObject({ code: 1, signal: null });
    expect(server.stderr()).toMatch(/^hello-server: cannot listen on 192\.0\.2\.1:0: .+HOST.+\n$/);
  });
});

describe('signals', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends an idle process with 0', async (signal) => {
    const server = await startServer();
    server.child.kill(signal);
    expect(await server.ended()).toMatchObject({ code: 0, signal: null });
    expect(server.log().map(({ event }) => event)).toEqual([
      'listening',
      'drain-started',
      'drain-port-closed',
      'drain-finished',
    ]);
  });

  it('a SIGTERM lets the request under way finish, closes the port, and exits with 0', async () => {
    const server = await startBusyProcess(3_600);
    server.child.kill('SIGTERM');
    await server.event('drain-port-closed');
    await expect(openConnection(server.port)).rejects.toThrow('ECONNREFUSED');
    server.child.kill('SIGUSR2');
    expect(await server.connection.closed()).toMatch(
      /^HTTP\/1\.1 200 [^]*Connection: close[^]*slow/,
    );
    expect(await server.ended()).toMatchObject({ code: 0, signal: null });
  });

  it('a SIGTERM lets a request arrive that has begun, and tells an idle connection to leave', async () => {
    const server = await startServer({ STOP_TIMEOUT_SECONDS: '3600' });
    const arriving = await openConnection(server.port);
    arriving.send(GET.slice(0, -2));
    const idle = await openConnection(server.port);
    idle.send(GET);
    await idle.receive('!\n');
    server.child.kill('SIGTERM');
    await server.event('drain-started');
    idle.send(GET);
    arriving.send('\r\n');
    expect(await idle.closed()).toMatch(/keep-alive[^]*Connection: close/);
    expect(await arriving.closed()).toMatch(/^HTTP\/1\.1 200 [^]*Connection: close/);
    expect(await server.ended()).toMatchObject({ code: 0, signal: null });
  });

  it('a second signal ends a busy process with 1', async () => {
    const server = await startBusyProcess(3_600);
    server.child.kill('SIGTERM');
    await server.event('drain-started');
    server.child.kill('SIGINT');
    expect(await server.ended()).toMatchObject({ code: 1, signal: null });
    expect(server.log().at(-1)).toMatchObject({ event: 'drain-aborted', signal: 'SIGINT' });
  });

  it('the deadline ends a busy process with 1', async () => {
    const server = await startBusyProcess(2);
    server.child.kill('SIGTERM');
    expect(await server.ended()).toMatchObject({ code: 1, signal: null });
    expect(server.log().at(-1)).toMatchObject({ event: 'drain-deadline', deadlineMs: 1_600 });
  });
});

describe('hostile clients', () => {
  it('do not stop a process that gets noise on 100 connections', async () => {
    const server = await startServer();
    await Promise.all(
      Array.from({ length: 100 }, async (_unused, index) => {
        const connection = await openConnection(server.port);
        connection.send(randomBytes(1 + index * 50));
        // Noise without a line break is an unfinished request; do not wait for its timeout.
        connection.socket.end();
        expect(await connection.closed()).toMatch(/^(HTTP\/1\.1 4\d\d [^]*)?$/);
      }),
    );
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
    expect(server.stderr()).toBe('');
  });

  it('do not stop a process when they hang up at any point', async () => {
    const server = await startServer();
    const requests = [GET, 'nonsense\r\n\r\n', 'CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n'];
    for (const bytes of requests.flatMap((request) => [request, request.repeat(50)])) {
      for (const delayMs of [0, 1, 5, 20]) {
        const connection = await openConnection(server.port);
        connection.send(bytes);
        await sleep(delayMs);
        connection.socket.resetAndDestroy();
      }
    }
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
    expect(server.stderr()).toBe('');
  });

  it('get 431 for headers without end', async () => {
    const server = await startServer();
    const connection = await openConnection(server.port);
    connection.send(`GET / HTTP/1.1\r\nX: ${'x'.repeat(2_000_000)}`);
    expect(await connection.closed()).toMatch(/^HTTP\/1\.1 431 /);
    expect(await server.event('client-error')).toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });

  it('get 408 when their headers trickle in without end', async () => {
    const server = await startServer();
    const connection = await openConnection(server.port);
    connection.send('GET / HTTP/1.1\r\n');
    const dripping = setInterval(() => connection.send('X: y\r\n'), 200);
    expect(await connection.closed()).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(dripping);
  });

  it('get several answers on one connection, which closes when it stays idle', async () => {
    const server = await startServer();
    const connection = await openConnection(server.port);
    connection.send(GET + GET);
    await waitUntil(() => connection.received().split('Hello from').length === 3, 'two answers');
    await connection.closed();
  });
});
