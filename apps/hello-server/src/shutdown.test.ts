import { EventEmitter } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEntry } from './json-log';
import { drainDeadlineMs, shutDownOnSignals } from './shutdown';
import { openConnection, waitUntil } from './testing/raw-connection';

const GET = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** Collects exit codes instead of exiting. */
class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

describe('shutDownOnSignals', () => {
  const servers: Server[] = [];
  const start = async (handler: RequestListener, stopTimeoutSeconds = 30) => {
    const log: LogEntry[] = [];
    const host = new FakeProcess();
    const server = createServer(handler);
    servers.push(server);
    const report = (entry: LogEntry): void => void log.push(entry);
    shutDownOnSignals({ server, stopTimeoutSeconds, log: report, process: host });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, host, log, port: (server.address() as AddressInfo).port };
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      if (server.listening) server.close();
    }
    await sleep(20);
  });

  it.each(['SIGTERM', 'SIGINT'])('ends an idle server on %s with 0', async (signal) => {
    const { host, log } = await start(() => undefined);
    host.emit(signal, signal);
    await waitUntil(() => host.exits.length > 0, 'the exit');
    expect(host.exits).toEqual([0]);
    expect(log).toEqual([
      { event: 'drain-started', signal, deadlineMs: 25_000, openConnections: 0 },
      { event: 'drain-finished' },
    ]);
  });

  it('ends once', async () => {
    const { host } = await start(() => undefined, 1);
    host.emit('SIGTERM', 'SIGTERM');
    await sleep(1_000);
    expect(host.exits).toEqual([0]);
  });

  it('ends a server that never listened with 0', async () => {
    const host = new FakeProcess();
    const options = { stopTimeoutSeconds: 30, log: () => undefined, process: host };
    shutDownOnSignals({ server: createServer(), ...options });
    host.emit('SIGTERM', 'SIGTERM');
    await waitUntil(() => host.exits.length > 0, 'the exit');
    expect(host.exits).toEqual([0]);
  });

  it('refuses new connections at once', async () => {
    const { host, port } = await start(() => undefined);
    const busy = await openConnection(port);
    busy.send(GET);
    await sleep(50);
    host.emit('SIGTERM', 'SIGTERM');
    await expect(openConnection(port)).rejects.toThrow('ECONNREFUSED');
    expect(host.exits).toEqual([]);
  });

  it('closes idle connections at once and finishes the request under way', async () => {
    const { host, port } = await start((_request, response) => {
      setTimeout(() => response.end('slow'), 400);
    });
    const idle = await openConnection(port);
    idle.send(GET);
    await idle.receive('slow');
    const busy = await openConnection(port);
    busy.send(GET);
    await sleep(50);
    host.emit('SIGTERM', 'SIGTERM');
    await idle.closed();
    expect(busy.received()).toBe('');
    expect(await busy.closed()).toContain('slow');
    await waitUntil(() => host.exits.length > 0, 'the exit');
    expect(host.exits).toEqual([0]);
  });

  it('does not wait for the next request of a connection it had promised to keep', async () => {
    const { host, port } = await start((_request, response) => {
      response.writeHead(200, { 'Content-Length': '4' });
      response.flushHeaders();
      setTimeout(() => response.end('slow'), 200);
    });
    const connection = await openConnection(port);
    connection.send(GET);
    expect(await connection.receive('\r\n\r\n')).toContain('Connection: keep-alive');
    host.emit('SIGTERM', 'SIGTERM');
    expect(await connection.closed()).toContain('slow');
    await waitUntil(() => host.exits.length > 0, 'the exit', 1_000);
    expect(host.exits).toEqual([0]);
  });

  it('closes a connection on which nothing was sent, soon', async () => {
    const { host, port, log } = await start(() => undefined);
    const silent = await openConnection(port);
    await sleep(50);
    host.emit('SIGTERM', 'SIGTERM');
    await silent.closed();
    await waitUntil(() => host.exits.length > 0, 'the exit', 1_000);
    expect(host.exits).toEqual([0]);
    expect(log).toContainEqual({ event: 'drain-closed-unused', connections: 1 });
  });

  it('answers a request that is still arriving', async () => {
    const { host, port } = await start((_request, response) => response.end('late'));
    const connection = await openConnection(port);
    connection.send(GET.slice(0, -2));
    await sleep(50);
    host.emit('SIGTERM', 'SIGTERM');
    await sleep(200);
    connection.send('\r\n');
    expect(await connection.closed()).toContain('late');
    await waitUntil(() => host.exits.length > 0, 'the exit', 1_000);
    expect(host.exits).toEqual([0]);
  });

  it('gives a request that never arrives half of the time', async () => {
    const { host, port } = await start(() => undefined, 1);
    const connection = await openConnection(port);
    connection.send('GET / HTTP/1.1\r\nX: ');
    const dripping = setInterval(() => connection.send('x'), 20);
    await sleep(50);
    const startedAt = Date.now();
    host.emit('SIGTERM', 'SIGTERM');
    await connection.closed();
    clearInterval(dripping);
    expect(Date.now() - startedAt).toBeGreaterThan(350);
    await waitUntil(() => host.exits.length > 0, 'the exit', 300);
    expect(host.exits).toEqual([0]);
  });

  it('gives up with 1 at the deadline', async () => {
    const { host, port, log } = await start(() => undefined, 1);
    const stuck = await openConnection(port);
    stuck.send(GET);
    await sleep(50);
    const startedAt = Date.now();
    host.emit('SIGTERM', 'SIGTERM');
    await waitUntil(() => host.exits.length > 0, 'the exit');
    expect(Date.now() - startedAt).toBeGreaterThan(750);
    expect(host.exits).toEqual([1]);
    expect(log).toContainEqual({ event: 'drain-deadline', deadlineMs: 800, openConnections: 1 });
  });

  it.each(['SIGTERM', 'SIGINT'])('gives up with 1 on a second signal, %s', async (second) => {
    const { host, port, log } = await start(() => undefined);
    const stuck = await openConnection(port);
    stuck.send(GET);
    await sleep(50);
    host.emit('SIGTERM', 'SIGTERM');
    expect(host.exits).toEqual([]);
    host.emit(second, second);
    expect(host.exits).toEqual([1]);
    expect(log).toContainEqual({ event: 'drain-aborted', signal: second, openConnections: 1 });
    stuck.socket.destroy();
  });
});

describe('drainDeadlineMs', () => {
  it.each([
    [1, 800],
    [2, 1_600],
    [10, 8_000],
    [25, 20_000],
    [30, 25_000],
    [120, 115_000],
  ])('leaves room to exit within a stop timeout of %d s: %d ms', (seconds, milliseconds) => {
    expect(drainDeadlineMs(seconds)).toBe(milliseconds);
  });
});
