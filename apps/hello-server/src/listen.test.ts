import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from './listen';

describe('listen', () => {
  const servers: Server[] = [];
  const server = (): Server => {
    const created = createServer();
    servers.push(created);
    return created;
  };
  afterEach(() => {
    for (const created of servers.splice(0)) {
      created.close();
    }
  });

  it('gives the address in use', async () => {
    const listening = server();
    const address = await listen(listening, { host: '127.0.0.1', port: 0 });
    expect(address).toEqual(listening.address());
    expect(address.port).toBeGreaterThan(0);
  });

  it('leaves later errors of the server to others', async () => {
    const listening = server();
    await listen(listening, { host: '127.0.0.1', port: 0 });
    expect(listening.listenerCount('error')).toBe(0);
  });

  it('says that a port is taken', async () => {
    const first = server();
    await listen(first, { host: '127.0.0.1', port: 0 });
    const { port } = first.address() as AddressInfo;
    await expect(listen(server(), { host: '127.0.0.1', port })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is taken; got PORT=${port}. Allowed: a free port. ` +
        'Fix: stop the program that has it, or set PORT.',
    );
  });

  it.each(['192.0.2.1', 'no-such-host.invalid'])(
    'says that %s is not an address of this machine',
    async (host) => {
      await expect(listen(server(), { host, port: 0 })).rejects.toThrow(
        `cannot listen on ${host}:0: this machine does not have that address; got HOST=${host}. `,
      );
    },
  );

  it.each([
    ['EACCES', 'no permission; got PORT=80. '],
    ['EMFILE', 'too many files. Fix: set HOST and PORT'],
  ])('explains %s', async (code, text) => {
    const refusing = server();
    refusing.listen = function (this: Server) {
      process.nextTick(() =>
        this.emit('error', Object.assign(new Error('too many files'), { code })),
      );
      return this;
    };
    await expect(listen(refusing, { host: '0.0.0.0', port: 80 })).rejects.toThrow(text);
  });
});
