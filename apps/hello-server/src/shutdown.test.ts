import { EventEmitter } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DrainTimes } from './drain-times';
import type { LogEntry } from './json-log';
import { shutDownOnSignals } from './shutdown';
import { openConnection, waitUntil } from './testing/raw-connection';

const GET = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** Whatever a test waits for happens long before the last two. */
const PATIENT: DrainTimes = {
  graceMs: 200,
  quietMs: 20,
  lastCallMs: 200,
  unusedMs: 300_000,
  deadlineMs: 600_000,
};

/** The port stays open until the test is over. */
const OPEN: DrainTimes = { ...PATIENT, graceMs: 200_000 };

/** Collects exit codes instead of exiting. */
class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
  /** Waits for the end; gives every exit code there was. */
  async ended(): Promise<readonly number[]> {
    await waitUntil(() => this.exits.length > 0, 'the exit');
    return this.exits;
  }
}

describe('shutDownOnSignals', () => {
  const servers: Server[] = [];

  const start = async (handler: RequestListener, times: DrainTimes = PATIENT) => {
    const log: LogEntry[] = [];
    const host = new FakeProcess();
    const server = createServer(handler);
    server.keepAliveTimeout = 1_000;
    servers.push(server);
    const report = (entry: LogEntry): void => void log.push(entry);
    shutDownOnSignals({ server, times, log: report, process: host });
    let begun = 0;
    server.on('request', () => (begun += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      server,
      host,
      log,
      port: (server.address() as AddressInfo).port,
      /** Waits until so many requests have begun. */
      begun: (count: number) => waitUntil(() => begun >= count, `${count} requests`),
      logged: (event: string) => waitUntil(() => log.some((entry) => entry.event === event), event),
    };
  };

  beforeEach(() => jest.spyOn(global, 'setTimeout'));
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
    // The timers of a drain that a test left under way.
    for (const { value } of jest.mocked(setTimeout).mock.results) {
      clearTimeout(value);
    }
    jest.restoreAllMocks();
  });

  it.each(['SIGTERM', 'SIGINT'])('ends an idle server on %s with 0, once', async (signal) => {
    const { host, log } = await start(() => undefined);
    host.emit(signal, signal);
    expect(await host.ended()).toEqual([0]);
    expect(log).toEqual([
      {
        event: 'drain-started',
        signal,
        graceMs: PATIENT.graceMs,
        deadlineMs: PATIENT.deadlineMs,
        openConnections: 0,
      },
      { event: 'drain-port-closed', answeredLast: 0, openConnections: 0 },
      { event: 'drain-finished' },
    ]);
  });

  it('ends a server that never listened with 0', async () => {
    const host = new FakeProcess();
    const options = { times: PATIENT, log: () => undefined, process: host };
    shutDownOnSignals({ server: createServer(), ...options });
    host.emit('SIGTERM', 'SIGTERM');
    expect(await host.ended()).toEqual([0]);
  });

  it('answers who comes during the grace, on old connections and on new ones, and sends them away', async () => {
    const { host, port } = await start((_request, response) => response.end('hello'), OPEN);
    const old = await openConnection(port);
    old.send(GET);
    expect(await old.receive('hello')).toContain('Connection: keep-alive');
    host.emit('SIGTERM', 'SIGTERM');
    old.send(GET);
    expect(await old.closed()).toMatch(/hello[^]*Connection: close[^]*hello/);
    const late = await openConnection(port);
    late.send(GET);
    expect(await late.closed()).toMatch(/Connection: close[^]*hello/);
    expect(host.exits).toEqual([]);
  });

  it('refuses new connections after the grace', async () => {
    const { host, port, begun, logged } = await start(() => undefined);
    const busy = await openConnection(port);
    busy.send(GET);
    await begun(1);
    host.emit('SIGTERM', 'SIGTERM');
    await logged('drain-port-closed');
    await expect(openConnection(port)).rejects.toThrow('ECONNREFUSED');
    expect(host.exits).toEqual([]);
  });

  it('finishes the request under way and says that it was the last one', async () => {
    let answer: () => void = () => undefined;
    const { host, port, begun, logged } = await start((_request, response) => {
      answer = () => response.end('slow');
    });
    const busy = await openConnection(port);
    busy.send(GET);
    await begun(1);
    host.emit('SIGTERM', 'SIGTERM');
    await logged('drain-port-closed');
    expect(busy.received()).toBe('');
    answer();
    expect(await busy.closed()).toMatch(/Connection: close[^]*slow/);
    expect(await host.ended()).toEqual([0]);
  });

  it('keeps the promise of a next request until the keep-alive timeout', async () => {
    let finish: () => void = () => undefined;
    const { host, port, logged } = await start((_request, response) => {
      response.writeHead(200, { 'Content-Length': '4' });
      response.flushHeaders();
      finish = () => response.end('slow');
    });
    const connection = await openConnection(port);
    connection.send(GET);
    expect(await connection.receive('\r\n\r\n')).toContain('Connection: keep-alive');
    host.emit('SIGTERM', 'SIGTERM');
    await logged('drain-port-closed');
    finish();
    expect(await connection.closed()).toContain('slow');
    expect(await host.ended()).toEqual([0]);
  });

  it('closes a connection on which nothing was sent when the grace is over', async () => {
    const { server, host, port, log } = await start(() => undefined);
    const accepted = new Promise((resolve) => server.once('connection', resolve));
    const silent = await openConnection(port);
    await accepted;
    host.emit('SIGTERM', 'SIGTERM');
    await silent.closed();
    expect(await host.ended()).toEqual([0]);
    expect(log).toContainEqual({ event: 'drain-closed-unused', connections: 1 });
  });

  it('answers a request that was still arriving when the port closed', async () => {
    const { server, host, port, logged } = await start((_request, response) => {
      response.end('late');
    });
    const accepted = new Promise((resolve) => server.once('connection', resolve));
    const connection = await openConnection(port);
    connection.send(GET.slice(0, -2));
    const socket = (await accepted) as { readonly bytesRead: number };
    await waitUntil(() => socket.bytesRead > 0, 'the first bytes');
    host.emit('SIGTERM', 'SIGTERM');
    await logged('drain-port-closed');
    connection.send('\r\n');
    expect(await connection.closed()).toContain('late');
    expect(await host.ended()).toEqual([0]);
  });

  it('gives up on a request that never arrives before the deadline', async () => {
    const { server, host, port, log } = await start(() => undefined, { ...PATIENT, unusedMs: 500 });
    const accepted = new Promise((resolve) => server.once('connection', resolve));
    const connection = await openConnection(port);
    connection.send('GET / HTTP/1.1\r\nX: ');
    const socket = (await accepted) as { readonly bytesRead: number };
    await waitUntil(() => socket.bytesRead > 0, 'the first bytes');
    host.emit('SIGTERM', 'SIGTERM');
    await connection.closed();
    expect(await host.ended()).toEqual([0]);
    expect(log).toContainEqual({ event: 'drain-closed-unused', connections: 1 });
  });

  it('gives up with 1 at the deadline', async () => {
    const times = { ...PATIENT, deadlineMs: 800 };
    const { host, port, log, begun } = await start(() => undefined, times);
    const stuck = await openConnection(port);
    stuck.send(GET);
    await begun(1);
    host.emit('SIGTERM', 'SIGTERM');
    expect(await host.ended()).toEqual([1]);
    expect(log.at(-1)).toEqual({ event: 'drain-deadline', deadlineMs: 800, openConnections: 1 });
  });

  it.each(['SIGTERM', 'SIGINT'])('gives up with 1 on a second signal, %s', async (second) => {
    const { host, port, log, begun } = await start(() => undefined, OPEN);
    const stuck = await openConnection(port);
    stuck.send(GET);
    await begun(1);
    host.emit('SIGTERM', 'SIGTERM');
    expect(host.exits).toEqual([]);
    host.emit(second, second);
    expect(host.exits).toEqual([1]);
    expect(log).toContainEqual({ event: 'drain-aborted', signal: second, openConnections: 1 });
  });
});
