import { S3Client } from '@aws-sdk/client-s3';
import { clientDefaults, limitCalls } from './call-limits';

/** Where an S3 is, and who asks. */
export interface S3ClientOptions {
  readonly region: string;
  /** @default - AWS */
  readonly endpoint?: string;
  /** @default - those of the environment */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A client for S3; path-style where the endpoint is not AWS, which has no names for buckets. */
export function s3Client({ region, endpoint, credentials }: S3ClientOptions): S3Client {
  return limitCalls(
    new S3Client({
      ...clientDefaults,
      region,
      credentials,
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    }),
  );
}
