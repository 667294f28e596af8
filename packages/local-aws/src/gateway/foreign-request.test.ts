import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { foreignRequest, isOwnHost } from './foreign-request';

describe('isOwnHost', () => {
  it.each([
    'localhost:5566',
    'LOCALHOST:5566',
    '127.0.0.1:5566',
    '127.255.0.9:5566',
    '[::1]:5566',
    'my-bucket.localhost:5566',
    'my.bucket_1.s3.localhost:5566',
  ])('takes %s for this machine', (host) => {
    expect(isOwnHost(host, 5566)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'localhost',
    'localhost:5567',
    'localhost:05566x',
    'evil.example:5566',
    'localhost.evil.example:5566',
    'evillocalhost:5566',
    '127.0.0.1.evil.example:5566',
    '127.0.0.999:5566',
    '128.0.0.1:5566',
    '0.0.0.0:5566',
    '[::]:5566',
    '192.168.1.7:5566',
    'user@localhost:5566',
    'localhost:5566, evil.example',
    'evil.example/.localhost:5566',
  ])('takes %s for somewhere else', (host) => {
    expect(isOwnHost(host, 5566)).toBe(false);
  });
});

describe('foreignRequest', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer((incoming, response) => response.end(foreignRequest(incoming) ?? ''));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close().closeAllConnections());

  const verdict = (headers: IncomingHttpHeaders, path = '/'): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve(text));
      });
      sent.on('error', reject).end();
    });

  it('lets a program of this machine through', async () => {
    expect(await verdict({})).toBe('');
    expect(await verdict({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'cors' })).toBe('');
  });

  it.each([
    [{ origin: 'https://evil.example' }, /Origin: "https:\/\/evil\.example"/],
    [{ origin: 'null' }, /Origin: "null"/],
    [{ origin: '' }, /Origin/],
    [{ 'sec-fetch-site': 'cross-site' }, /Sec-Fetch-Site: "cross-site"/],
    [{ 'sec-fetch-site': 'same-origin' }, /Sec-Fetch-Site/],
    [{ host: 'evil.example' }, /Host: "evil\.example", allowed localhost/],
  ])('refuses %j', async (headers, words) => {
    expect(await verdict(headers as IncomingHttpHeaders)).toMatch(words);
  });

  it('refuses a target that names another host', async () => {
    expect(await verdict({}, 'http://evil.example/')).toMatch(/whose target is no path/);
  });
});
