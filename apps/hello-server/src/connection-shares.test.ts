import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientOf, shareConnections } from './connection-shares';
import type { LogEntry } from './json-log';
import { openConnection, waitUntil } from './testing/raw-connection';
import { closeHelloServers, openConnections, startHelloServer } from './testing/start-hello-server';

const GET = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n';

/** All of 127.0.0.0/8 is this machine on Linux; elsewhere it is one address, and so one client. */
const others = process.platform === 'linux' ? it : it.skip;

describe('shareConnections', () => {
  afterEach(closeHelloServers);

  /** Opens connections one after the other, as the server sees them. */
  const open = async (port: number, count: number, localAddress?: string, bytes = '') => {
    const connections = [];
    for (let opened = 0; opened < count; opened += 1) {
      const connection = await openConnection(port, { localAddress });
      if (bytes !== '') {
        connection.send(bytes);
      }
      connections.push(connection);
    }
    return connections;
  };

  it('lets a newcomer in when one client holds every connection, and takes the longest idle one of that client', async () => {
    const { port, log, server } = await startHelloServer({ maxConnections: 20 });
    const idle = await open(port, 20);
    await waitUntil(async () => (await openConnections(server)) === 20, 'all of them');
    const [newcomer] = await open(port, 1, undefined, GET);
    expect(await newcomer?.receive('!\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await idle[0]?.closed()).toBe('');
    expect(idle[1]?.socket.destroyed).toBe(false);
    expect(log).toContainEqual({
      event: 'connection-evicted',
      remoteAddress: '127.0.0.1',
      openConnections: 21,
    });
  });

  others('leaves the connections of a client that holds few alone', async () => {
    const { port, server } = await startHelloServer({ maxConnections: 20 });
    const [modest] = await open(port, 1, '127.0.0.2', GET);
    await modest?.receive('!\n');
    const greedy = await open(port, 60, '127.0.0.3');
    await greedy[40]?.closed();
    expect(await openConnections(server)).toBeLessThanOrEqual(21);
    modest?.send(GET);
    await waitUntil(() => modest?.received().split('Hello').length === 3, 'a second answer');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  it('counts a request that is only begun as idle', async () => {
    const { port } = await startHelloServer({ maxConnections: 5 });
    const trickling = await open(port, 5, undefined, 'GET / HTTP/1.1\r\nX: ');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    await trickling[0]?.closed();
  });

  it('turns the newcomer away when every connection is answering', async () => {
    const server = createServer();
    const log: LogEntry[] = [];
    shareConnections(server, { maxConnections: 1, log: (entry) => log.push(entry) });
    const begun = new Promise((resolve) => server.once('request', resolve));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [busy] = await open(port, 1, undefined, GET);
    await begun;
    const [newcomer] = await open(port, 1, undefined, GET);
    expect(await newcomer?.closed()).toBe('');
    expect(busy?.socket.destroyed).toBe(false);
    server.close();
    server.closeAllConnections();
  });
});

describe('clientOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('takes %s for %s', (address, client) => expect(clientOf(address)).toBe(client));
});
