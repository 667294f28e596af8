import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callProblem, inWords } from './aws-words';
import { clientDefaults, limitCalls } from './call-limits';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Asks a server of this test for a bucket; gives what came of it. */
async function ask(answer: RequestListener, seconds?: number): Promise<unknown> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const s3 = limitCalls(
    new S3Client({
      ...clientDefaults,
      region: 'eu-west-1',
      endpoint,
      credentials,
      forcePathStyle: true,
    }),
    seconds,
  );
  try {
    return await s3.send(new HeadBucketCommand({ Bucket: 'hello' }));
  } catch (error) {
    return error;
  } finally {
    s3.destroy();
    server.closeAllConnections();
    server.close();
  }
}

const words = (error: unknown): string => inWords(callProblem(error, 'S3', 's3:ListBucket on it'));

describe('a call of AWS', () => {
  it.each([500, 503])('is tried again while the answer is %i', async (status) => {
    let asked = 0;
    const answer = await ask((_request, response) => {
      asked += 1;
      response.writeHead(asked < 5 ? status : 200).end();
    });
    expect(answer).toMatchObject({ $metadata: { httpStatusCode: 200, attempts: 5 } });
  });

  it('that nobody answers ends after its time, all tries together, and says so', async () => {
    const error = await ask(() => undefined, 0.3);
    expect(words(error)).toBe(
      'S3 does not answer: no answer within 0.3 s. Fix: check that this machine reaches it, and run the command again.',
    );
  });
});

describe('the words for a call that failed', () => {
  const failed = (status: number, name = 'UnknownError', message = 'UnknownError'): Error =>
    Object.assign(new Error(message), {
      name,
      $metadata: { httpStatusCode: status, attempts: 7 },
    });

  it.each([
    [
      failed(503),
      '503 SlowDown or ServiceUnavailable (tried 7 times). Fix: it is asked too often or is busy: wait a minute',
    ],
    [
      failed(503, 'SlowDown', 'Please reduce your request rate.'),
      '503 SlowDown: Please reduce your request rate (tried 7 times). Fix: it is asked too often',
    ],
    [failed(500), '500 InternalError (tried 7 times). Fix: the fault is on its side'],
    [failed(403, 'AccessDenied', 'Access Denied'), 'and that they may s3:ListBucket on it.'],
    [
      failed(400, 'ExpiredToken', 'The provided token has expired.'),
      'Fix: the credentials have expired: log in',
    ],
    [
      failed(403, 'RequestTimeTooSkewed', 'The difference is too large.'),
      'Fix: set the clock of this machine',
    ],
  ])('are those of AWS, and what helps: %s', (error, expected) => {
    expect(words(error)).toContain(expected);
    expect(words(error)).not.toContain('UnknownError');
  });
});
