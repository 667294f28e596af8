import { startClosedLoop } from './testing/closed-loop';
import { openConnection, waitUntil } from './testing/raw-connection';
import { killStarted, startNode, startServer, type ServerProcess } from './testing/server-process';

const CLIENTS = 100;
// HELLO_SERVER_LOAD_RUNS=20 looks longer: what drops a request seldom shows in few runs.
const RUNS = Number(process.env['HELLO_SERVER_LOAD_RUNS'] ?? 4);

afterEach(killStarted);

/** Stops a server under the load of clients that keep their connections; gives what became of their requests. */
async function stopUnderLoad(server: ServerProcess & { readonly port: number }, pauseMs: number) {
  const url = `http://127.0.0.1:${server.port}/`;
  const clients = startClosedLoop({ url, clients: CLIENTS, pauseMs });
  await clients.warm();
  server.child.kill('SIGTERM');
  return clients.done();
}

describe('a process that is stopped under load', () => {
  it.each([
    [`drops no request of ${CLIENTS} keep-alive clients in ${RUNS} runs`, 0, RUNS],
    [`drops no request of ${CLIENTS} keep-alive clients that pause between two requests`, 3_000, 2],
  ])('%s', async (_name, pauseMs, runs) => {
    for (let run = 1; run <= runs; run += 1) {
      const server = await startServer();
      const outcome = await stopUnderLoad(server, pauseMs);
      expect([run, outcome.failed]).toEqual([run, {}]);
      expect(outcome.refused).toBe(CLIENTS);
      expect(outcome.toldToLeave).toBeGreaterThan(0);
      expect(await server.ended()).toMatchObject({ code: 0, signal: null });
    }
  });

  it('drops requests when it only closes its server, as these clients notice', async () => {
    const server = startNode([
      '--eval',
      `const server = require('node:http').createServer((request, response) => response.end('hello'));
       process.on('SIGTERM', () => server.close());
       server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ event: 'listening', port: server.address().port })));`,
    ]);
    const { port } = await server.event('listening');
    const { failed } = await stopUnderLoad({ ...server, port: port as number }, 0);
    expect(failed['ECONNRESET']).toBeGreaterThan(0);
  });
});

describe('a client with 1,000 idle connections', () => {
  it.each([
    ['that say nothing', ''],
    ['that begin a request and never end it', 'GET / HTTP/1.1\r\nX: '],
  ])('%s does not shut the others out', async (_name, bytes) => {
    const server = await startServer();
    const greedy = [];
    for (let count = 0; count < 1_000; count += 1) {
      const connection = await openConnection(server.port);
      if (bytes !== '') {
        connection.send(bytes);
      }
      greedy.push(connection);
    }
    for (let count = 0; count < 20; count += 1) {
      const other = await openConnection(server.port);
      other.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
      expect(await other.receive('!\n')).toMatch(/^HTTP\/1\.1 200 /);
    }
    const evicted = () => server.log().filter(({ event }) => event === 'connection-evicted');
    await waitUntil(() => evicted().length > 0, 'the evictions');
    for (const { socket } of greedy) {
      socket.destroy();
    }
    server.child.kill('SIGKILL');
    await server.ended();
  });
});
