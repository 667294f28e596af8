import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { callProblem, inWords } from '../aws/aws-words';
import { ownedBucket, type S3, type StateBucketOptions } from '../bucket/bucket-settings';
import { Failure } from '../failure';
import { describeState, readSummary } from '../state/state-summary';

/**
 * Says what in a bucket still matters: states that hold resources, locks, and whatever is no state. Nothing, when the
 * bucket may go.
 */
export async function whatIsKept(s3: S3, options: StateBucketOptions): Promise<readonly string[]> {
  const bucket = ownedBucket(options);
  const kept: string[] = [];
  let token: string | undefined;
  do {
    const page = await told(options, () =>
      s3.send(new ListObjectsV2Command({ ...bucket, ContinuationToken: token })),
    );
    for (const { Key = '' } of page.Contents ?? []) {
      if (Key.endsWith('.tflock')) {
        kept.push(`${Key}: somebody holds this lock, or left it`);
        continue;
      }
      const answer = await told(options, () => s3.send(new GetObjectCommand({ ...bucket, Key })));
      const reading = readSummary((await answer.Body?.transformToString()) ?? '');
      if (reading.kind === 'broken') {
        kept.push(`${Key}: it is no state that can be read`);
      } else if (reading.kind === 'state' && reading.summary.resources.length > 0) {
        kept.push(`${Key}: ${describeState(reading.summary)}`);
      }
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return kept;
}

/** Deletes every version of everything in a bucket, and the bucket. Ask {@link whatIsKept} first. */
export async function removeBucket(s3: S3, options: StateBucketOptions): Promise<void> {
  const bucket = ownedBucket(options);
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await told(options, () =>
      s3.send(new ListObjectVersionsCommand({ ...bucket, MaxKeys: 1000 })),
    );
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    if (Objects.length === 0) {
      break;
    }
    const { Errors = [] } = await told(options, () =>
      s3.send(new DeleteObjectsCommand({ ...bucket, Delete: { Objects, Quiet: true } })),
    );
    const [refused] = Errors;
    if (refused !== undefined) {
      throw new Failure(
        `state: ${refused.Key ?? 'an object'} of ${bucket.Bucket} cannot be deleted: ${refused.Code ?? ''} ` +
          `${refused.Message ?? ''}. The bucket is still there. Fix: give the right to s3:DeleteObjectVersion.`,
      );
    }
  }
  await told(options, () => s3.send(new DeleteBucketCommand(bucket)));
}

async function told<T>({ location }: StateBucketOptions, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { bucket, endpoint = 'S3' } = location;
    const permission = `s3:ListBucket, s3:ListBucketVersions, s3:GetObject, s3:DeleteObjectVersion and s3:DeleteBucket on ${bucket}`;
    throw new Failure(
      `state: the bucket ${bucket}: ${inWords(callProblem(error, endpoint, permission))}`,
    );
  }
}
