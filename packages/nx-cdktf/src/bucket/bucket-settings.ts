import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isDeepStrictEqual } from 'node:util';
import { errorName } from '../aws/aws-words';
import { partitionOf } from '../aws/partition';
import type { StateLocation } from '../hooks';

/** The calls that are made; a test gives its own. */
export type S3 = Pick<S3Client, 'send'>;

/** Whose bucket it is and whether it may be made. */
export interface StateBucketOptions {
  readonly location: StateLocation;
  readonly accountId: string;
  /** @default true */
  readonly create?: boolean;
  /** Tags that the bucket must have, from its first moment on. @default - not looked at */
  readonly tags?: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}

/** One setting of the bucket. */
export interface BucketSetting {
  readonly name: string;
  /** How it must be, in words. */
  readonly want: string;
  readonly look: () => Promise<SettingLook>;
  readonly set: () => Promise<unknown>;
}

/** How a setting is. */
export interface SettingLook {
  /** In words. */
  readonly is: string;
  readonly right: boolean;
}

const tlsStatementId = 'DenyInsecureTransport';

/** After so many days an old version of a state goes, */
export const expiryDays = 90;
/** unless it is one of the newest. */
export const keptVersions = 30;

/**
 * Every apply leaves a version of the state behind, and the secrets of that day in it. The newest ones stay whatever their
 * age: one of them is what somebody goes back to.
 */
const expiryRule: LifecycleRule = {
  ID: 'ExpireOldStateVersions',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  NoncurrentVersionExpiration: {
    NoncurrentDays: expiryDays,
    NewerNoncurrentVersions: keptVersions,
  },
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
      want: 'enabled',
      look: async () => {
        const { Status = 'never enabled' } = await s3.send(new GetBucketVersioningCommand(bucket));
        return { is: Status.toLowerCase(), right: Status === 'Enabled' };
      },
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
      want: 'AES256, or KMS',
      look: () =>
        orMissing('ServerSideEncryptionConfigurationNotFoundError', async () => {
          const answer = await s3.send(new GetBucketEncryptionCommand(bucket));
          const algorithms = (answer.ServerSideEncryptionConfiguration?.Rules ?? []).map(
            (rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
          );
          // A key of the owner's own is stronger than what we would set.
          const right = algorithms.some(
            (algorithm) => algorithm === 'AES256' || algorithm?.startsWith('aws:kms') === true,
          );
          return { is: algorithms.join(', ') || 'none', right };
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
      want: 'all four on',
      look: () =>
        orMissing('NoSuchPublicAccessBlockConfiguration', async () => {
          const answer = await s3.send(new GetPublicAccessBlockCommand(bucket));
          const off = Object.keys(block).filter(
            (key) => answer.PublicAccessBlockConfiguration?.[key as keyof typeof block] !== true,
          );
          return {
            is: off.length === 0 ? 'all four on' : `off: ${off.join(', ')}`,
            right: off.length === 0,
          };
        }),
      set: () =>
        s3.send(
          new PutPublicAccessBlockCommand({ ...bucket, PublicAccessBlockConfiguration: block }),
        ),
    },
    {
      name: 'bucket owner enforced',
      want: 'no ACLs',
      look: () =>
        orMissing('OwnershipControlsNotFoundError', async () => {
          const answer = await s3.send(new GetBucketOwnershipControlsCommand(bucket));
          const rules = answer.OwnershipControls?.Rules ?? [];
          const right = rules.some((rule) => rule.ObjectOwnership === 'BucketOwnerEnforced');
          const is = rules.map(({ ObjectOwnership }) => ObjectOwnership).join(', ') || 'not set';
          return { is: right ? 'no ACLs' : is, right };
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
    ...(options.tags === undefined ? [] : [tagging(s3, bucket, options.tags)]),
    // Over plain http the policy would lock out whoever asks for it.
    ...(options.location.endpoint?.startsWith('http:') === true ? [] : [tlsOnly(s3, options)]),
  ];
}

/** Somebody else's rules are a decision about this bucket already: ours is added only where there is none. */
function lifecycle(s3: S3, bucket: ReturnType<typeof ownedBucket>): BucketSetting {
  return {
    name: 'lifecycle',
    want: `old versions go after ${expiryDays} days, ${keptVersions} stay`,
    look: () =>
      orMissing('NoSuchLifecycleConfiguration', async () => {
        const answer = await s3.send(new GetBucketLifecycleConfigurationCommand(bucket));
        const rules = (answer.Rules ?? []).map(({ ID = 'a rule without a name' }) => ID);
        return { is: rules.join(', ') || 'no rules', right: rules.length > 0 };
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
    want: 'http denied',
    look: async () => {
      const existing = (await read()).Statement;
      const right = existing.some((one) => isDeepStrictEqual(one, statement));
      const others = existing.length - (right ? 1 : 0);
      return {
        is: `${right ? 'http denied' : 'http allowed'}${others === 0 ? '' : `, ${others} other statements, which stay`}`,
        right,
      };
    },
    set: async () => {
      const policy = await read();
      const others = policy.Statement.filter(({ Sid }) => Sid !== tlsStatementId);
      const Policy = JSON.stringify({ ...policy, Statement: [...others, statement] });
      return s3.send(new PutBucketPolicyCommand({ ...bucket, Policy }));
    },
  };
}

/** Tags of the owner; whatever else is tagged stays. */
function tagging(
  s3: S3,
  bucket: ReturnType<typeof ownedBucket>,
  tags: Readonly<Record<string, string>>,
): BucketSetting {
  const read = async (): Promise<Readonly<Record<string, string>>> => {
    try {
      const { TagSet = [] } = await s3.send(new GetBucketTaggingCommand(bucket));
      return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]));
    } catch (error) {
      if (errorName(error) === 'NoSuchTagSet') {
        return {};
      }
      throw error;
    }
  };
  return {
    name: 'tags',
    want: inWords(tags),
    look: async () => {
      const now = await read();
      const right = Object.entries(tags).every(([key, value]) => now[key] === value);
      return { is: inWords(now) || 'none', right };
    },
    set: async () => {
      const merged = { ...(await read()), ...tags };
      const TagSet = Object.entries(merged).map(([Key, Value]) => ({ Key, Value }));
      return s3.send(new PutBucketTaggingCommand({ ...bucket, Tagging: { TagSet } }));
    },
  };
}

function inWords(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

async function orMissing(missing: string, check: () => Promise<SettingLook>): Promise<SettingLook> {
  try {
    return await check();
  } catch (error) {
    if (errorName(error) === missing) {
      return { is: 'not set', right: false };
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
