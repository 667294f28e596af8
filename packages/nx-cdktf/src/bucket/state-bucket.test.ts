import { ensureStateBucket } from './state-bucket';
import type { S3 } from './bucket-settings';

type Answer = unknown | ((input: Record<string, unknown>) => unknown);

interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

const location = { bucket: 'hello-state', key: 'hello.tfstate', region: 'eu-west-1' };
const arn = 'arn:aws:s3:::hello-state';
const tls = {
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** Answers of a bucket that is as it must be. */
const good: Record<string, Answer> = {
  HeadBucket: { BucketRegion: 'eu-west-1' },
  GetBucketVersioning: { Status: 'Enabled' },
  GetBucketEncryption: {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
  },
  GetPublicAccessBlock: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
  GetBucketOwnershipControls: {
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  },
  GetBucketLifecycleConfiguration: { Rules: [{ ID: 'whatever', Status: 'Enabled' }] },
  GetBucketPolicy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [tls] }) },
};

function failure(name: string, status: number, more: object = {}): Error {
  return Object.assign(new Error(`${name} happened`), {
    name,
    $metadata: { httpStatusCode: status },
    ...more,
  });
}

function fake(answers: Record<string, Answer>): { s3: S3; calls: Call[] } {
  const calls: Call[] = [];
  const send = async (command: { input: Record<string, unknown> }): Promise<unknown> => {
    const name = command.constructor.name.replace(/Command$/, '');
    calls.push({ name, input: command.input });
    const answer = answers[name] ?? {};
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { s3: { send } as unknown as S3, calls };
}

function ensure(
  answers: Record<string, Answer>,
  more: { endpoint?: string; create?: boolean } = {},
) {
  const { s3, calls } = fake(answers);
  const { endpoint, create = true } = more;
  const options = {
    location: { ...location, endpoint },
    accountId: '111122223333',
    create,
  };
  return { result: ensureStateBucket(s3, options), calls };
}

const absent = failure('NotFound', 404);

describe('ensureStateBucket', () => {
  it('writes nothing when everything is as it must be', async () => {
    const { result, calls } = ensure(good);
    await expect(result).resolves.toEqual({ created: false, changed: [] });
    expect(calls.filter(({ name }) => /^(Put|Create)/.test(name))).toEqual([]);
  });

  it('names the owner in every call on AWS and in none elsewhere', async () => {
    const aws = ensure(good);
    await aws.result;
    expect(aws.calls.every(({ input }) => input['ExpectedBucketOwner'] === '111122223333')).toBe(
      true,
    );
    const local = ensure(good, { endpoint: 'http://127.0.0.1:1' });
    await local.result;
    expect(local.calls.every(({ input }) => !('ExpectedBucketOwner' in input))).toBe(true);
  });

  it('creates a bucket with every setting', async () => {
    const { result, calls } = ensure({
      HeadBucket: absent,
      GetBucketEncryption: failure('ServerSideEncryptionConfigurationNotFoundError', 404),
      GetPublicAccessBlock: failure('NoSuchPublicAccessBlockConfiguration', 404),
      GetBucketOwnershipControls: failure('OwnershipControlsNotFoundError', 404),
      GetBucketLifecycleConfiguration: failure('NoSuchLifecycleConfiguration', 404),
      GetBucketPolicy: failure('NoSuchBucketPolicy', 404),
    });
    await expect(result).resolves.toMatchObject({ created: true });
    const inputs = Object.fromEntries(calls.map(({ name, input }) => [name, input]));
    expect(inputs['CreateBucket']).toMatchObject({
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    expect(inputs['PutBucketVersioning']).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(JSON.stringify(inputs['PutBucketEncryption'])).toContain('AES256');
    expect(JSON.stringify(inputs['PutPublicAccessBlock']).match(/true/g)).toHaveLength(4);
    expect(JSON.stringify(inputs['PutBucketOwnershipControls'])).toContain('BucketOwnerEnforced');
    expect(inputs['PutBucketLifecycleConfiguration']?.['LifecycleConfiguration']).toMatchObject({
      Rules: [
        {
          NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    });
    expect(JSON.parse(inputs['PutBucketPolicy']?.['Policy'] as string).Statement).toEqual([tls]);
  });

  it('adds a lifecycle where there is none, and leaves that of somebody else', async () => {
    const none = failure('NoSuchLifecycleConfiguration', 404);
    const { result } = ensure({ ...good, GetBucketLifecycleConfiguration: none });
    await expect(result).resolves.toEqual({ created: false, changed: ['lifecycle'] });
    const theirs = { Rules: [{ ID: 'Mine', Status: 'Disabled' }] };
    const kept = ensure({ ...good, GetBucketLifecycleConfiguration: theirs });
    await expect(kept.result).resolves.toEqual({ created: false, changed: [] });
  });

  it('adds its statement to a policy and keeps the others', async () => {
    const mine = {
      Sid: 'Mine',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: arn,
    };
    const stale = { ...tls, Resource: ['somewhere else'] };
    const { result, calls } = ensure({
      ...good,
      GetBucketPolicy: { Policy: JSON.stringify({ Statement: [mine, stale] }) },
    });
    await expect(result).resolves.toEqual({ created: false, changed: ['TLS-only policy'] });
    const policy = calls.find(({ name }) => name === 'PutBucketPolicy')?.input['Policy'] as string;
    expect(JSON.parse(policy).Statement).toEqual([mine, tls]);
  });

  it('keeps a stronger encryption', async () => {
    const kms = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] };
    const { result } = ensure({
      ...good,
      GetBucketEncryption: { ServerSideEncryptionConfiguration: kms },
    });
    await expect(result).resolves.toEqual({ created: false, changed: [] });
  });

  it('takes a bucket that another run just made', async () => {
    const { result } = ensure({
      ...good,
      HeadBucket: absent,
      CreateBucket: failure('BucketAlreadyOwnedByYou', 409),
    });
    await expect(result).resolves.toMatchObject({ changed: [] });
  });

  it.each([
    [
      '403',
      { HeadBucket: failure('Forbidden', 403) },
      'no access to the bucket hello-state. Either it belongs to another account than 111122223333',
    ],
    [
      '301',
      {
        HeadBucket: failure('Moved', 301, {
          $response: { headers: { 'x-amz-bucket-region': 'us-west-2' } },
        }),
      },
      'is in another region; got eu-west-1, it is in us-west-2',
    ],
    ['a region that differs', { HeadBucket: { BucketRegion: 'us-east-1' } }, 'it is in us-east-1'],
    ['400', { HeadBucket: failure('BadRequest', 400) }, 'refuses the request'],
    [
      '500',
      { HeadBucket: failure('InternalError', 500) },
      'the bucket hello-state: 500 InternalError',
    ],
    [
      'a taken name',
      { HeadBucket: absent, CreateBucket: failure('BucketAlreadyExists', 409) },
      'is taken by another account',
    ],
    [
      'a denied setting',
      { ...good, GetBucketVersioning: failure('AccessDenied', 403) },
      'the bucket hello-state: 403 AccessDenied',
    ],
    [
      'no credentials',
      { HeadBucket: Object.assign(new Error('none found'), { name: 'CredentialsProviderError' }) },
      'no AWS credentials: none found',
    ],
    [
      'no network',
      { HeadBucket: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }) },
      'AWS does not answer',
    ],
  ])('has a sentence of its own for %s', async (_name, answers, message) => {
    await expect(ensure(answers).result).rejects.toThrow(message);
  });

  it('asks for TLS of an endpoint that has it, not of one that speaks plain http', async () => {
    const absentPolicy = { ...good, GetBucketPolicy: failure('NoSuchBucketPolicy', 404) };
    const plain = ensure(absentPolicy, { endpoint: 'http://127.0.0.1:1' });
    await expect(plain.result).resolves.toMatchObject({ changed: [] });
    const secure = ensure(absentPolicy, { endpoint: 'https://127.0.0.1:1' });
    await expect(secure.result).resolves.toMatchObject({ changed: ['TLS-only policy'] });
  });

  it('creates nothing for a plan', async () => {
    const { result, calls } = ensure({ HeadBucket: absent }, { create: false });
    await expect(result).rejects.toThrow(
      'does not exist in account 111122223333. Fix: deploy creates it',
    );
    expect(calls.map(({ name }) => name)).toEqual(['HeadBucket']);
  });

  it('changes nothing for a plan, and says what a deployment will set', async () => {
    const absentPolicy = { ...good, GetBucketPolicy: failure('NoSuchBucketPolicy', 404) };
    const { result, calls } = ensure(absentPolicy, { create: false });
    await expect(result).resolves.toEqual({ created: false, changed: ['TLS-only policy'] });
    expect(calls.filter(({ name }) => name.startsWith('Put'))).toEqual([]);
  });
});
