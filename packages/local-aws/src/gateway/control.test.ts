import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createControl, TOKEN_HEADER } from './control';

describe('createControl', () => {
  let server: Server;
  let base: string;
  const registered: unknown[] = [];
  let stopped = 0;

  beforeAll(async () => {
    const control = createControl({
      token: () => 'secret',
      state: () => ({ localAws: true, state: 'starting', directory: '/d', pid: 1, step: 'x' }),
      stop: () => Promise.resolve({ containersRemoved: 2 }),
      stopped: () => (stopped += 1),
      registerImage: (image) => Promise.resolve(void registered.push(image)),
    });
    server = createServer((request, response) => void control(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_local-aws`;
  });
  afterAll(() => server.close().closeAllConnections());

  const post = (route: string, token?: string): Promise<Response> =>
    fetch(`${base}/${route}`, {
      method: 'POST',
      headers: token === undefined ? {} : { [TOKEN_HEADER]: token },
      body: '{"reference":"r"}',
    });

  it('tells its status to the one who knows the token, and to others whose it is', async () => {
    const headers = { [TOKEN_HEADER]: 'secret' };
    expect(await (await fetch(`${base}/status`, { headers })).json()).toMatchObject({ step: 'x' });
    const other = await fetch(`${base}/status`);
    expect(other.status).toBe(403);
    expect(await other.json()).toEqual({
      localAws: true,
      state: 'starting',
      directory: '/d',
      pid: 1,
      message: expect.stringContaining('token'),
    });
  });

  it.each(['{', 'null', '[]', '{"reference":5}'])('takes %s for no image', async (body) => {
    const headers = { [TOKEN_HEADER]: 'secret' };
    const answer = await fetch(`${base}/images`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(registered).toEqual([]);
  });

  it.each([undefined, 'wrong'])('refuses to change anything for token %p', async (token) => {
    expect((await post('stop', token)).status).toBe(403);
    expect((await post('images', token)).status).toBe(403);
    expect(stopped).toBe(0);
    expect(registered).toEqual([]);
  });

  it('registers images and stops for the one who knows the token', async () => {
    expect((await post('images', 'secret')).status).toBe(200);
    expect(registered).toEqual([{ reference: 'r' }]);
    expect(await (await post('stop', 'secret')).json()).toEqual({ containersRemoved: 2 });
    // The answer goes out first.
    while (stopped === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(stopped).toBe(1);
  });
});
