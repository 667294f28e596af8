import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { freePort } from '../free-port';
import { ask } from '../testing/request-stream';
import { ISSUER } from './certificate';
import { Fronts } from './fronts';
import type { Action, Condition, Listener, LoadBalancer } from './load-balancer';
import type { TargetGroup } from './target-group';
import { TargetTable, type Target } from './target-table';

const ADDRESS = '127.0.0.1';
const forward = (...groups: string[]): Action => ({
  type: 'forward',
  groups: groups.map((arn) => ({ arn, weight: 1 })),
  settings: {},
});
const answers = (type: string, settings: Record<string, string>): Action => ({
  type,
  groups: [],
  settings,
});
const path = (value: string): readonly Condition[] => [{ field: 'path-pattern', values: [value] }];

describe('Fronts', () => {
  let app: Server;
  let target: Target;
  let seen: IncomingMessage | undefined;
  let balancer: LoadBalancer;
  let sticky: number | undefined;
  const notices: string[] = [];
  const counted: string[] = [];
  const fronts = new Fronts(
    {
      choose: ([group]) => (group?.arn === 'g' ? target : undefined),
      addressOf: () => ADDRESS,
      count: (_, { groupArn }) => counted.push(groupArn),
      groupOf: (arn) =>
        ({
          arn,
          protocol: 'HTTP',
          ...(sticky === undefined ? {} : { stickySeconds: sticky }),
        }) as TargetGroup,
      listenerOf: (arn) => balancer.listeners.find((listener) => listener.arn === arn),
      balancerOf: () => balancer,
    },
    (text) => notices.push(text),
    () => undefined,
  );
  const listener = (protocol: string, port: number): Listener => ({
    arn: `l-${protocol}`,
    protocol,
    port,
    rules: [
      {
        arn: 'rule',
        conditions: path('/fixed'),
        actions: [answers('fixed-response', { StatusCode: '418', MessageBody: 'tea' })],
      },
      {
        arn: 'rule',
        conditions: path('/safe'),
        actions: [answers('redirect', { Protocol: 'HTTPS' })],
      },
      {
        arn: 'rule',
        conditions: path('/member'),
        actions: [answers('authenticate-oidc', {}), forward('g')],
      },
      { arn: 'rule', conditions: path('/empty'), actions: [forward('nobody')] },
      { arn: 'rule', conditions: [], actions: [forward('g')] },
    ],
  });
  const place = async (...protocols: string[]): Promise<readonly string[]> => {
    const ports = await Promise.all(protocols.map(() => freePort(ADDRESS)));
    balancer = {
      arn: 'lb',
      name: 'web',
      type: 'application',
      madeName: '',
      vpcId: '',
      zones: [],
      idleSeconds: 60,
      listeners: protocols.map((protocol, index) => listener(protocol, ports[index] ?? 0)),
    };
    await fronts.compare([{ balancer, address: ADDRESS }]);
    return fronts.urlsOf(balancer);
  };

  beforeAll(async () => {
    app = createServer((request, response) => {
      seen = request;
      response.setHeader('set-cookie', 'own=1');
      response.end(`${request.method} ${request.url}`);
    });
    app.on('upgrade', (_, socket) => {
      socket.on('error', () => socket.destroy()).on('end', () => socket.end());
      socket.resume();
      socket.write(
        'HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nhello',
      );
    });
    const port = await freePort(ADDRESS);
    await new Promise<void>((resolve) => app.listen(port, ADDRESS, resolve));
    target = new TargetTable().register({ groupArn: 'g', id: 'i-1', port });
  });
  afterEach(() => {
    sticky = undefined;
  });
  afterAll(async () => {
    await fronts.close();
    await new Promise((resolve) => app.close(resolve));
  });

  it('forwards with what a target wants to know of the client, page or not', async () => {
    const [url = ''] = await place('HTTP');
    const { body, headers } = await ask(`${url}/a?b=c`, undefined, {
      host: 'shop.example',
      origin: 'https://elsewhere.example',
      'x-forwarded-for': '1.2.3.4',
    });
    expect(body).toBe('GET /a?b=c');
    expect(seen?.headers).toMatchObject({
      host: 'shop.example',
      'x-forwarded-for': '1.2.3.4, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': new URL(url).port,
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
    expect(headers['set-cookie']).toEqual(['own=1']);
    expect(counted).toEqual(['g']);
  });

  it('answers itself where a rule says so, and lets nobody past a question that it cannot ask', async () => {
    const [url = ''] = await place('HTTP');
    expect(await ask(`${url}/fixed`)).toMatchObject({ status: 418, body: 'tea' });
    expect(await ask(`${url}/safe`)).toMatchObject({
      status: 301,
      headers: { location: `https://127.0.0.1:${new URL(url).port}/safe` },
    });
    expect(await ask(`${url}/empty`)).toMatchObject({ status: 503 });
    // What no target got is no request of a target's.
    expect(counted).toEqual(['g']);
    const member = await ask(`${url}/member`);
    expect([member.status, member.body]).toEqual([
      501,
      expect.stringContaining('authenticate-oidc is not emulated'),
    ]);
  });

  it('keeps a client with a cookie beside those of the app', async () => {
    sticky = 60;
    const [url = ''] = await place('HTTP');
    expect((await ask(url)).headers['set-cookie']).toEqual([
      'own=1',
      expect.stringMatching(/^AWSALB=[\w-]+; Expires=.+; Path=\/$/),
    ]);
  });

  it('hands web sockets through', async () => {
    const [url = ''] = await place('HTTP');
    const { hostname, port } = new URL(url);
    const said = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.on('data', (data) => {
        text += String(data);
        if (text.endsWith('hello')) {
          socket.destroy();
        }
      });
      socket.on('close', () => resolve(text));
      socket.write(
        'GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
      );
    });
    expect(said).toMatch(/^HTTP\/1.1 101[^]*hello$/);
  });

  it('ends TLS with a certificate that says what it is, and passes TCP through', async () => {
    const [https = '', tcp = ''] = await place('HTTPS', 'TCP');
    const issuer = await new Promise((resolve, reject) => {
      httpsRequest(https, { rejectUnauthorized: false, agent: false }, (answer) => {
        resolve((answer.socket as TLSSocket).getPeerCertificate().issuer.CN);
        answer.resume();
      })
        .on('error', reject)
        .end();
    });
    expect(issuer).toBe(ISSUER);
    expect(seen?.headers['x-forwarded-proto']).toBe('https');
    expect((await ask(`${tcp.replace('tcp:', 'http:')}/tcp`)).body).toBe('GET /tcp');
    expect(seen?.headers['x-forwarded-for']).toBeUndefined();
  });

  it('answers 502 for a target that does not listen, and closes what is not wanted', async () => {
    const [url = ''] = await place('HTTP');
    const { port } = target;
    (target as { port: number }).port = await freePort(ADDRESS);
    expect((await ask(url)).status).toBe(502);
    (target as { port: number }).port = port;
    await fronts.compare([]);
    await expect(ask(url)).rejects.toThrow('ECONNREFUSED');
  });

  it('says by name what it cannot listen to', async () => {
    await place('UDP');
    expect(notices.join()).toMatch(
      /load balancer web, listener \d+: UDP is not emulated: nothing listens/,
    );
  });
});
