import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isDeepStrictEqual } from 'node:util';
import { errorName } from '../aws/aws-words';
import type { StateLocation } from '../hooks';

/** The calls that are made; a test gives its own. */
export type S3 = Pick<S3Client, 'send'>;

/** Whose bucket it is and whether it may be made. */
export interface StateBucketOptions {
  readonly location: StateLocation;
  readonly accountId: string;
  /** @default true */
  readonly create?: boolean;
}

interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}

/** One setting of the bucket. */
export interface BucketSetting {
  readonly name: string;
  readonly isSet: () => Promise<boolean>;
  readonly set: () => Promise<unknown>;
}

const tlsStatementId = 'DenyInsecureTransport';

/**
 * Every apply leaves a version of the state behind, and the secrets of that day in it. The newest ones stay whatever their
 * age: one of them is what somebody goes back to.
 */
const expiryRule: LifecycleRule = {
  ID: 'ExpireOldStateVersions',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 30 },
  Expiration: { ExpiredObjectDeleteMarker: true },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

/** What the bucket of a state must be set to: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
export function bucketSettings(s3: S3, options: StateBucketOptions): readonly BucketSetting[] {
  const bucket = ownedBucket(options);
  const block = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  return [
    {
      name: 'versioning',
      isSet: async () =>
        (await s3.send(new GetBucketVersioningCommand(bucket))).Status === 'Enabled',
      set: () =>
        s3.send(
          new PutBucketVersioningCommand({
            ...bucket,
            VersioningConfiguration: { Status: 'Enabled' },
          }),
        ),
    },
    {
      name: 'encryption',
      isSet: () =>
        orMissing('ServerSideEncryptionConfigurationNotFoundError', async () => {
          const answer = await s3.send(new GetBucketEncryptionCommand(bucket));
          const algorithms = (answer.ServerSideEncryptionConfiguration?.Rules ?? []).map(
            (rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
          );
          // A key of the owner's own is stronger than what we would set.
          return algorithms.some(
            (algorithm) => algorithm === 'AES256' || algorithm?.startsWith('aws:kms') === true,
          );
        }),
      set: () =>
        s3.send(
          new PutBucketEncryptionCommand({
            ...bucket,
            ServerSideEncryptionConfiguration: {
              Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
            },
          }),
        ),
    },
    {
      name: 'public access block',
      isSet: () =>
        orMissing('NoSuchPublicAccessBlockConfiguration', async () => {
          const answer = await s3.send(new GetPublicAccessBlockCommand(bucket));
          return Object.keys(block).every(
            (key) => answer.PublicAccessBlockConfiguration?.[key as keyof typeof block] === true,
          );
        }),
      set: () =>
        s3.send(
          new PutPublicAccessBlockCommand({ ...bucket, PublicAccessBlockConfiguration: block }),
        ),
    },
    {
      name: 'bucket owner enforced',
      isSet: () =>
        orMissing('OwnershipControlsNotFoundError', async () => {
          const answer = await s3.send(new GetBucketOwnershipControlsCommand(bucket));
          const rules = answer.OwnershipControls?.Rules ?? [];
          return rules.some((rule) => rule.ObjectOwnership === 'BucketOwnerEnforced');
        }),
      set: () =>
        s3.send(
          new PutBucketOwnershipControlsCommand({
            ...bucket,
            OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          }),
        ),
    },
    lifecycle(s3, bucket),
    // Over plain http the policy would lock out whoever asks for it.
    ...(options.location.endpoint?.startsWith('http:') === true ? [] : [tlsOnly(s3, options)]),
  ];
}

/** Somebody else's rules are a decision about this bucket already: ours is added only where there is none. */
function lifecycle(s3: S3, bucket: ReturnType<typeof ownedBucket>): BucketSetting {
  return {
    name: 'lifecycle',
    isSet: () =>
      orMissing('NoSuchLifecycleConfiguration', async () => {
        const answer = await s3.send(new GetBucketLifecycleConfigurationCommand(bucket));
        return (answer.Rules ?? []).length > 0;
      }),
    set: () =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({
          ...bucket,
          LifecycleConfiguration: { Rules: [expiryRule] },
        }),
      ),
  };
}

/** Adds one statement to whatever policy there is; somebody else's statements stay. */
function tlsOnly(s3: S3, options: StateBucketOptions): BucketSetting {
  const bucket = ownedBucket(options);
  const arn = `arn:${partitionOf(options.location.region)}:s3:::${options.location.bucket}`;
  const statement = {
    Sid: tlsStatementId,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const read = async (): Promise<{ Version: string; Statement: readonly Statement[] }> => {
    try {
      const { Policy } = await s3.send(new GetBucketPolicyCommand(bucket));
      const policy = JSON.parse(Policy ?? '{}') as {
        Version?: string;
        Statement?: Statement | Statement[];
      };
      const statements = policy.Statement === undefined ? [] : [policy.Statement].flat();
      return { Version: policy.Version ?? '2012-10-17', Statement: statements };
    } catch (error) {
      if (errorName(error) === 'NoSuchBucketPolicy') {
        return { Version: '2012-10-17', Statement: [] };
      }
      throw error;
    }
  };
  return {
    name: 'TLS-only policy',
    isSet: async () =>
      (await read()).Statement.some((existing) => isDeepStrictEqual(existing, statement)),
    set: async () => {
      const policy = await read();
      const others = policy.Statement.filter(({ Sid }) => Sid !== tlsStatementId);
      const Policy = JSON.stringify({ ...policy, Statement: [...others, statement] });
      return s3.send(new PutBucketPolicyCommand({ ...bucket, Policy }));
    },
  };
}

async function orMissing(missing: string, check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    if (errorName(error) === missing) {
      return false;
    }
    throw error;
  }
}

/** Every call names the owner, so that a bucket of somebody else is never configured or trusted. */
export function ownedBucket(options: StateBucketOptions): {
  Bucket: string;
  ExpectedBucketOwner?: string;
} {
  const { location, accountId } = options;
  return {
    Bucket: location.bucket,
    ...(location.endpoint === undefined ? { ExpectedBucketOwner: accountId } : {}),
  };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
