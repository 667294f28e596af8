import {
  CreateBucketCommand,
  HeadBucketCommand,
  type BucketLocationConstraint,
  type CreateBucketCommandInput,
} from '@aws-sdk/client-s3';
import { callProblem, errorName, inWords, statusOf } from '../aws/aws-words';
import { Failure } from '../failure';
import {
  bucketSettings,
  ownedBucket,
  type S3,
  type SettingLook,
  type StateBucketOptions,
} from './bucket-settings';

/** What was done: `created`, or the settings that are not as they must be; unless only a look was allowed, they are now. */
export interface StateBucketResult {
  readonly created: boolean;
  readonly changed: readonly string[];
}

/**
 * Makes the bucket of the state when there is none, and sets what is not as it must be: versioning, encryption, no
 * public access, no ACLs, old versions that expire, TLS only. Running it again changes nothing.
 *
 * Never empties or deletes a bucket.
 */
export async function ensureStateBucket(
  s3: S3,
  options: StateBucketOptions,
): Promise<StateBucketResult> {
  const { location, create = true } = options;
  const created = !(await exists(s3, options));
  if (created) {
    if (!create) {
      throw new Failure(
        `state: the bucket ${location.bucket} does not exist in account ${options.accountId}. Fix: deploy creates it; ` +
          'a plan creates nothing.',
      );
    }
    await createBucket(s3, options);
  }
  const changed: string[] = [];
  for (const setting of bucketSettings(s3, options)) {
    if (!(await told(options, setting.look)).right) {
      if (create) {
        await told(options, setting.set);
      }
      changed.push(setting.name);
    }
  }
  return { created, changed };
}

/** How one setting of a bucket must be and is. */
export interface SettingRow extends SettingLook {
  readonly name: string;
  readonly want: string;
}

/**
 * Looks at a bucket and changes nothing: a row for each setting, none where there is no bucket.
 *
 * @throws Failure where it is somebody else's, in another region, or not to be looked at
 */
export async function lookAtBucket(
  s3: S3,
  options: StateBucketOptions,
): Promise<readonly SettingRow[] | undefined> {
  if (!(await exists(s3, options))) {
    return undefined;
  }
  const settings = bucketSettings(s3, options);
  return Promise.all(
    settings.map(async ({ name, want, look }) => ({
      name,
      want,
      ...(await told(options, look)),
    })),
  );
}

async function exists(s3: S3, options: StateBucketOptions): Promise<boolean> {
  const { location, accountId } = options;
  const { bucket, region } = location;
  try {
    const { BucketRegion } = await s3.send(new HeadBucketCommand(ownedBucket(options)));
    if (BucketRegion !== undefined && BucketRegion !== region && location.endpoint === undefined) {
      throw wrongRegion(options, BucketRegion);
    }
    return true;
  } catch (error) {
    switch (statusOf(error)) {
      case 404:
        return false;
      case 301:
        throw wrongRegion(options, regionIn(error));
      case 403:
        throw new Failure(
          `state: no access to the bucket ${bucket}. Either it belongs to another account than ${accountId} (bucket ` +
            'names are global), or the credentials lack s3:ListBucket on it. Fix: check the credentials, or choose ' +
            'another bucket name for the stage.',
        );
      case 400:
        throw new Failure(
          `state: S3 refuses the request for the bucket ${bucket}: 400. Fix: check that the name is valid and that the ` +
            'credentials have not expired.',
        );
      default:
        throw explain(error, options);
    }
  }
}

async function createBucket(s3: S3, options: StateBucketOptions): Promise<void> {
  const { bucket, region } = options.location;
  try {
    await s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ObjectOwnership: 'BucketOwnerEnforced',
        ...configurationOf(region, options.tags),
      }),
    );
  } catch (error) {
    // Another run made it between the check and now: the settings are checked next.
    if (errorName(error) === 'BucketAlreadyOwnedByYou') {
      return;
    }
    if (errorName(error) === 'BucketAlreadyExists') {
      throw new Failure(
        `state: the bucket name ${bucket} is taken by another account. Fix: choose another bucket name for the stage.`,
      );
    }
    throw explain(error, options);
  }
}

/** us-east-1 is the one region that must not be named. An organization may refuse a bucket that has no tags when it is made. */
function configurationOf(
  region: string,
  tags: StateBucketOptions['tags'],
): Pick<CreateBucketCommandInput, 'CreateBucketConfiguration'> {
  const configuration = {
    ...(region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint }),
    ...(tags === undefined
      ? {}
      : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  };
  return Object.keys(configuration).length === 0
    ? {}
    : { CreateBucketConfiguration: configuration };
}

async function told<T>(options: StateBucketOptions, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explain(error, options);
  }
}

function wrongRegion(options: StateBucketOptions, actual: string | undefined): Failure {
  const { bucket, region } = options.location;
  return new Failure(
    `state: the bucket ${bucket} is in another region; got ${region}, it is in ${actual ?? 'a region S3 does not name'}. ` +
      "Fix: correct the region of the stage's state, or choose another bucket name.",
  );
}

function explain(error: unknown, options: StateBucketOptions): Error {
  if (error instanceof Failure) {
    return error;
  }
  const { bucket, endpoint = 'AWS' } = options.location;
  const problem = callProblem(error, endpoint, `look at the settings of the bucket ${bucket}`);
  return new Failure(`state: the bucket ${bucket}: ${inWords(problem)}`);
}

function regionIn(error: unknown): string | undefined {
  const headers = (error as { $response?: { headers?: Record<string, string> } }).$response
    ?.headers;
  return headers?.['x-amz-bucket-region'];
}
