import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { callProblem, errorName, inWords, statusOf } from '../aws/aws-words';
import { Failure } from '../failure';
import { ownedBucket, type S3, type StateBucketOptions } from './bucket-settings';

/**
 * Proves that the lock of a state works: what Terraform does, done beside it. An object is written on the condition that
 * there is none, the same is tried again and must be refused, and it is deleted.
 *
 * @throws Failure when the second write is accepted, or when the credentials may not do what a lock needs
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function proveLock(s3: S3, options: StateBucketOptions): Promise<void> {
  const { bucket, key, endpoint = 'S3' } = options.location;
  // Not the lock itself: somebody may hold it.
  const object = { ...ownedBucket(options), Key: `${key}.${randomUUID()}.tflock` };
  const write = () =>
    s3.send(new PutObjectCommand({ ...object, Body: 'a proof of the lock', IfNoneMatch: '*' }));
  const explain = (error: unknown): Failure =>
    new Failure(
      `lock: it cannot be taken in s3://${bucket}: ` +
        inWords(
          callProblem(error, endpoint, `s3:PutObject and s3:DeleteObject on ${key}.*.tflock`),
        ),
    );
  await write().catch((error: unknown) => {
    throw explain(error);
  });
  try {
    await write().then(
      () => {
        throw new Failure(
          `lock: ${endpoint} took a second write of the same object, although it was to refuse it (If-None-Match): two ` +
            'deployments could write one state at once. Fix: use an S3 that knows conditional writes, or lock elsewhere.',
        );
      },
      (error: unknown) => {
        if (statusOf(error) !== 412 && errorName(error) !== 'PreconditionFailed') {
          throw explain(error);
        }
      },
    );
  } finally {
    await s3.send(new DeleteObjectCommand(object)).catch((error: unknown) => {
      throw explain(error);
    });
  }
}
