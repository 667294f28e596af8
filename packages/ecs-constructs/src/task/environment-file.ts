import type { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import { isKnown, misuse } from '../support/validation';
import { letRead, requireObject, type S3Object } from './s3-object';

/**
 * A file of `NAME=value` lines in S3 that ECS reads when a task starts. What stands in `environment` wins over it.
 *
 * Do not use it for secrets: everybody who may read the bucket reads it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
 */
export class EnvironmentFile {
  /** The object `key` of a bucket, which is named by its ARN. ECS takes only keys that end in `.env`. */
  static fromS3(bucketArn: string, key: string): EnvironmentFile {
    if (isKnown(key) && !key.endsWith('.env')) {
      throw misuse('EnvironmentFile.fromS3', {
        what: 'ECS reads only objects whose key ends in .env',
        got: JSON.stringify(key),
        fix: 'Rename the object.',
      });
    }
    requireObject('EnvironmentFile.fromS3', { bucketArn, key });
    return new EnvironmentFile({ bucketArn, key });
  }

  private constructor(private readonly object: S3Object) {}

  /** Lets the role read this object and returns its ARN. Called by `addContainer`. */
  bind(_scope: Construct, executionRole: IRole): string {
    return letRead(executionRole, this.object);
  }
}
