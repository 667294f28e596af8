import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { s3StateStore, type S3Place } from './s3-state-store';

/** A store at a server of this test, which answers with this status; gives what it was asked with. */
async function withStore<T>(
  place: Partial<S3Place>,
  answer: { readonly status: number; readonly body?: string },
  work: (store: ReturnType<typeof s3StateStore>) => Promise<T>,
): Promise<{ readonly result: T; readonly asked: readonly IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    request.resume();
    response.writeHead(answer.status, { 'content-type': 'application/xml' }).end(answer.body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const store = s3StateStore({
    bucket: 'states',
    key: 'a.tfstate',
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    lockFile: true,
    ...place,
  });
  try {
    return { result: await work(store), asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const owner = '123456789012';
const good = { status: 200, body: '<x><ETag>"1"</ETag></x>' };

describe('the owner of the bucket of a state', () => {
  it('is named in every call, so that nobody else’s bucket is read or written', async () => {
    const { asked } = await withStore({ owner }, good, async (store) => {
      await store.read();
      await store.lock();
      await store.earlier();
      await store.restore?.('v1');
      await store.silence?.();
    });
    expect(asked).toHaveLength(5);
    for (const { headers, method, url } of asked) {
      expect([method, url, headers['x-amz-expected-bucket-owner']]).toEqual([method, url, owner]);
    }
    expect(asked[3]?.headers['x-amz-source-expected-bucket-owner']).toBe(owner);
  });

  it('is not checked where nobody knows it', async () => {
    const { asked } = await withStore({}, good, (store) => store.read());
    expect(asked[0]?.headers).not.toHaveProperty('x-amz-expected-bucket-owner');
  });

  it('is what a refusal says, beside the permissions', async () => {
    const body = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
    const { result } = await withStore({ owner }, { status: 403, body }, (store) =>
      store.read().catch(String),
    );
    expect(result).toContain('403 AccessDenied: Access Denied. Fix: check the credentials');
    expect(result).toContain('and that the bucket is one of account 123456789012');
  });
});

describe('the silence of the place of a state', () => {
  it.each([200, 403, 404])('is none where the answer is %d', async (status) => {
    const { result, asked } = await withStore({}, { status }, (store) =>
      Promise.resolve(store.silence?.()),
    );
    expect([result, asked.length]).toEqual([undefined, 1]);
  });

  it('is why nobody answers', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const { result } = await withStore({ endpoint }, good, (store) =>
      Promise.resolve(store.silence?.()),
    );
    expect(result).toMatch(/^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
  }, 60_000);
});
