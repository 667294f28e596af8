import type { IRole } from '../iam/role-contract';
import { isKnown, misuse } from '../support/validation';
import { letRead, requireObject, type S3Object } from './s3-object';

/** Where ECS puts the configuration that it makes, which includes the file: a file there would be lost. */
const TAKEN = ['/fluent-bit/etc/fluent-bit.conf', '/fluentd/etc/fluent.conf'];

/**
 * A file with inputs, filters and outputs of your own for the log router of a task. ECS includes it in the configuration that
 * it makes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef-customconfig.html
 */
export class FireLensConfigFile {
  /** The object `key` of a bucket: the execution role may read it, and nothing else of the bucket. ECS reads it at each start. */
  static fromS3(bucketArn: string, key: string): FireLensConfigFile {
    requireObject('FireLensConfigFile.fromS3', { bucketArn, key });
    if (key === '' || key.startsWith('/')) {
      throw misuse('FireLensConfigFile.fromS3', {
        what: 'a key has at least one character, and none of a file begins with /',
        got: JSON.stringify(key),
        fix: 'Write it like fluent-bit/extra.conf.',
      });
    }
    return new FireLensConfigFile({ bucketArn, key });
  }

  /** A file in the image of the log router, or in a volume that it mounts. */
  static fromFile(path: string): FireLensConfigFile {
    if (isKnown(path) && (!path.startsWith('/') || TAKEN.includes(path))) {
      throw misuse('FireLensConfigFile.fromFile', {
        what: `the path begins with /, and is none that ECS writes to (${TAKEN.join(', ')})`,
        got: JSON.stringify(path),
        fix: 'Put the file elsewhere in the image, for example at /extra.conf.',
      });
    }
    return new FireLensConfigFile(path);
  }

  private constructor(private readonly place: S3Object | string) {}

  /** Lets the execution role read it, and returns the options of the ECS API. Called by `addContainer`. */
  bind(executionRole: IRole): Readonly<Record<string, string>> {
    const [type, value] =
      typeof this.place === 'string'
        ? ['file', this.place]
        : ['s3', letRead(executionRole, this.place)];
    return { 'config-file-type': type, 'config-file-value': value };
  }
}
