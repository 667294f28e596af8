import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { waitForAnswer } from './wait-for-answer';

const servers: { close: () => unknown; closeAllConnections?: () => void }[] = [];

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

async function refusedUrl(): Promise<string> {
  const server = createTcpServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) {
      return error.message;
    }
  }
  throw new Error('it must fail');
}

/** One or a few tries, each of which ends when it is answered or has failed. */
const SOON = { timeoutSeconds: 0.3, tryTimeoutSeconds: 120 };

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

describe('waitForAnswer', () => {
  it('returns status, body and headers of the first good answer', async () => {
    const url = await serve((_, response) => {
      response.setHeader('X-App-Version', '1.2.3').end('Hello from 3f9c0a1b2c4d!\n');
    });
    const answer = await waitForAnswer(url, { timeoutSeconds: 120 });
    expect(answer).toMatchObject({ status: 200, body: 'Hello from 3f9c0a1b2c4d!\n', tries: 1 });
    expect(answer.headers['x-app-version']).toBe('1.2.3');
  });

  it('tries again after a 500, on a new connection each time', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.statusCode = ports.size < 3 ? 500 : 200;
      response.end('text');
    });
    const messages: string[] = [];
    const answer = await waitForAnswer(url, {
      timeoutSeconds: 120,
      onProgress: (message) => messages.push(message),
    });
    expect(answer).toMatchObject({ status: 200, tries: 3 });
    expect(ports.size).toBe(3);
    expect(messages).toEqual(['status 500 ("text")']);
  });

  it('starts before the server does', async () => {
    const url = await refusedUrl();
    const late = createServer((_, response) => response.end('at last'));
    setTimeout(() => late.listen(Number(new URL(url).port), '127.0.0.1'), 400);
    servers.push(late);
    await expect(waitForAnswer(url, { timeoutSeconds: 120 })).resolves.toMatchObject({
      body: 'at last',
    });
  });

  it('waits for the expected header value and no longer', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      response.setHeader('x-app-version', requests < 3 ? 'old' : 'new').end();
    });
    const expectHeader = { name: 'X-App-Version', value: 'new' };
    const answer = await waitForAnswer(url, { timeoutSeconds: 120, expectHeader });
    expect(answer.tries).toBe(3);
  });

  it('says that the connection was refused', async () => {
    const url = await refusedUrl();
    expect(await failureOf(waitForAnswer(url, { ...SOON, timeoutSeconds: 0.6 }))).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/ did not answer as expected within 0\.6 s \(\d tr(?:y|ies)\); the last try: connection refused: nothing listens there\. Look at: whether the task is RUNNING/,
    );
  });

  it('cuts a slow answer off and says so', async () => {
    const url = await serve(() => undefined);
    const message = await failureOf(
      waitForAnswer(url, { timeoutSeconds: 1.5, tryTimeoutSeconds: 0.5 }),
    );
    expect(message).toMatch(
      /\(\d tr(y|ies)\); the last try: no answer within 0\.5 s\. Look at: the inbound rule/,
    );
  });

  it('cuts off a body that never ends', async () => {
    const url = await serve((_, response) => void response.write('begin'));
    const options = { timeoutSeconds: 0.5, tryTimeoutSeconds: 0.5 };
    expect(await failureOf(waitForAnswer(url, options))).toContain('no answer within 0.5 s');
  });

  it('names the status and the text of a bad answer', async () => {
    const url = await serve((_, response) => {
      response.statusCode = 503;
      response.end(`not\u001b[31m ready${'.'.repeat(500)}`);
    });
    const message = await failureOf(waitForAnswer(url, SOON));
    expect(message).toContain('the last try: status 503 ("not [31m ready...');
    expect(message.length).toBeLessThan(400);
  });

  it.each([
    ['missing', undefined, "header x-app-version is missing, expected '2'"],
    ['another', '1', "header x-app-version is '1', expected '2'"],
  ])('names the header when it is %s', async (_, value, sentence) => {
    const url = await serve((_request, response) => {
      if (value !== undefined) {
        response.setHeader('x-app-version', value);
      }
      response.end();
    });
    const expectHeader = { name: 'x-app-version', value: '2' };
    const message = await failureOf(waitForAnswer(url, { ...SOON, expectHeader }));
    expect(message).toContain(`the last try: ${sentence}. Look at: which revision answers`);
  });

  it('says that the connection was closed without an answer', async () => {
    const url = await listen(createTcpServer((socket) => socket.destroy()));
    expect(await failureOf(waitForAnswer(url, SOON))).toContain(
      'the last try: the connection was closed without an answer',
    );
  });

  it('says that the answer is not HTTP', async () => {
    const url = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    expect(await failureOf(waitForAnswer(url, SOON))).toContain(
      'the last try: the answer is not HTTP',
    );
  });

  it('gives up at once on a port that fetch refuses', async () => {
    const message = await failureOf(
      waitForAnswer('http://127.0.0.1:6000/', { timeoutSeconds: 3_600 }),
    );
    expect(message).toContain('fetch and browsers refuse this port');
  });

  it.each(['', '127.0.0.1:80', 'ftp://host/', 'http://'])('rejects %p as a URL', async (url) => {
    await expect(waitForAnswer(url, { timeoutSeconds: 30 })).rejects.toThrow(
      `waitForAnswer: url must be an http or https URL; got '${url}'.`,
    );
  });
});
