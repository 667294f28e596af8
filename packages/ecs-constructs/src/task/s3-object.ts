import type { IRole } from '../iam/role-contract';
import { isKnown, misuse } from '../support/validation';

/** One object of S3 that ECS reads when a task starts. */
export interface S3Object {
  readonly bucketArn: string;
  readonly key: string;
}

/** Requires the ARN of a bucket, and a key that IAM takes for one object. `where` is the function that was called. */
export function requireObject(where: string, { bucketArn, key }: S3Object): void {
  if (isKnown(bucketArn) && !/^arn:[\w-]+:s3:::[^/*?]+$/.test(bucketArn)) {
    throw misuse(where, {
      what: 'a bucket is named by its ARN, such as arn:aws:s3:::my-configuration',
      got: JSON.stringify(bucketArn),
      fix: 'Write it so, with the key apart.',
    });
  }
  // In a policy they stand for other objects as well.
  const wildcard = isKnown(key) ? /[*?]|\$\{/.exec(key)?.[0] : undefined;
  if (wildcard !== undefined) {
    throw misuse(where, {
      what: `the key is that of one object: in the policy of the execution role, ${wildcard} stands for others too`,
      got: JSON.stringify(key),
      fix: 'Name one object, and rename it where its name has such characters.',
    });
  }
}

/** Lets a role read the object, and nothing else of its bucket but where that is; returns the ARN of the object. */
export function letRead(executionRole: IRole, { bucketArn, key }: S3Object): string {
  const objectArn = `${bucketArn}/${key}`;
  executionRole.addToPolicy({ actions: ['s3:GetObject'], resources: [objectArn] });
  executionRole.addToPolicy({ actions: ['s3:GetBucketLocation'], resources: [bucketArn] });
  return objectArn;
}
