import { recogniseCall, type AwsCall } from '../gateway/aws-call';
import type { AwsError, AwsResponse } from '../gateway/aws-response';
import { correct } from '../gateway/correction';
import { signedWith } from '../testing/signed-headers';
import { bucketPolicies } from './bucket-policies';

const TLS_ONLY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const NO_DELETE = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: '*' };
const policy = (...Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);

describe('bucketPolicies', () => {
  /** What reached moto, which keeps one policy. */
  let seen: AwsCall[];
  let kept: Buffer;
  const corrections = [bucketPolicies()];
  const moto = (call: AwsCall): Promise<AwsResponse> => {
    seen.push(call);
    if (call.action === 'PutBucketPolicy') {
      kept = call.body;
    }
    return Promise.resolve({ status: 200, headers: {}, body: kept });
  };
  const ask = (
    method: string,
    url: string,
    body = '',
    host = '127.0.0.1:1',
  ): Promise<AwsResponse> => {
    const headers = { authorization: signedWith('A', 's3'), 'content-md5': 'x', host };
    return correct(corrections, recogniseCall(method, url, headers, Buffer.from(body)), moto);
  };
  beforeEach(() => {
    seen = [];
    kept = Buffer.alloc(0);
  });

  it('keeps from moto what it would take for a denial of everything, and tells it back as it was', async () => {
    const given = policy(TLS_ONLY, NO_DELETE);
    await ask('PUT', '/b?policy', given);
    expect(JSON.parse(kept.toString()).Statement).toEqual([NO_DELETE]);
    expect(seen[0]?.headers).not.toHaveProperty('content-md5');
    expect((await ask('GET', '/b?policy')).body.toString()).toBe(given);
    expect((await ask('GET', '/?policy', '', 'b.localhost:1')).body.toString()).toBe(given);
    expect((await ask('GET', '/other?policy')).body).toBe(kept);
  });

  it('leaves nothing of a policy that only has such denials', async () => {
    await ask('PUT', '/b?policy', policy(TLS_ONLY));
    expect(kept.toString()).not.toContain('Deny');
  });

  it.each([
    ['DELETE', '/b?policy'],
    ['DELETE', '/b'],
  ])('forgets it with %s %s', async (method, url) => {
    await ask('PUT', '/b?policy', policy(TLS_ONLY));
    await ask(method, url);
    expect((await ask('GET', '/b?policy')).body).toBe(kept);
  });

  it('keeps it when an object of the bucket is deleted', async () => {
    await ask('PUT', '/b?policy', policy(TLS_ONLY));
    await ask('DELETE', '/b/k');
    expect((await ask('GET', '/b?policy')).body.toString()).toBe(policy(TLS_ONLY));
  });

  it.each(['', '{', 'null', '[]', '{}'])('refuses %p as S3 does', async (body) => {
    await expect(ask('PUT', '/b?policy', body)).rejects.toMatchObject({
      code: 'MalformedPolicy',
    } satisfies Partial<AwsError>);
  });
});
