import { createServer as createHttp } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { freePort } from '../free-port';
import { askPort } from './status-client';

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

const ask = (port: number): ReturnType<typeof askPort> => askPort({ port, directory: '/nowhere' });

describe('askPort', () => {
  it('knows that nobody listens', async () => {
    expect(await ask(await freePort())).toEqual({ owner: 'nobody' });
  });

  it('knows our own daemon', async () => {
    const state = { localAws: true, state: 'starting', directory: '/d', pid: 1, step: 's' };
    const server = createHttp((_request, response) => response.end(JSON.stringify(state)));
    expect(await ask(await listening(server))).toEqual({ owner: 'local-aws', known: 'yes', state });
    server.close();
  });

  it('knows a local AWS that does not take the token of this directory', async () => {
    const state = { localAws: true, state: 'running', directory: '/other', pid: 1, message: 'no' };
    const server = createHttp((_request, response) =>
      response.writeHead(403).end(JSON.stringify(state)),
    );
    expect(await ask(await listening(server))).toEqual({ owner: 'local-aws', known: 'no', state });
    server.close();
  });

  it.each([
    ['another HTTP server', createHttp((_request, response) => response.end('<html>'))],
    ['JSON of something else', createHttp((_request, response) => response.end('{}'))],
    ['a program that hangs up', createTcp((socket) => socket.destroy())],
  ])('takes %s for somebody else', async (_title, server) => {
    expect(await ask(await listening(server))).toMatchObject({ owner: 'other' });
    server.close();
  });
});
