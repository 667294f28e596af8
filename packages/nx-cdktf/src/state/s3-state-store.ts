import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { callProblem, causeOf, errorName, inWords, statusOf } from '../aws/aws-words';
import { s3Client } from '../aws/s3-client';
import { Failure, messageOf } from '../failure';
import { shellCommand } from '../shell';
import { readSummary, type StateReading } from './state-summary';
import { lockOf } from './state-lock';
import type { EarlierState, StateStore } from './state-store';

/** The place of a state in S3, as the stack's backend names it. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** @default - AWS */
  readonly endpoint?: string;
  /** @default - those of the environment */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The account whose bucket it must be: somebody else's may have the same name after ours was deleted. @default - not checked */
  readonly owner?: string;
  /** The backend locks with an object beside the state. */
  readonly lockFile: boolean;
}

/** How many earlier versions are opened: one tells a lineage, some more tell what there is to go back to. */
const OPENED = 6;

/** The S3 backend's state, read over the SDK: its older versions and delete markers are what Terraform never looks at. */
export function s3StateStore(place: S3Place): StateStore {
  const { bucket, key, region, endpoint, credentials, owner } = place;
  const ofOwner = owner === undefined ? {} : { ExpectedBucketOwner: owner };
  const s3 = s3Client({ region, endpoint, credentials });
  const words = (error: unknown, permission: string): string =>
    inWords(callProblem(error, endpoint ?? 'S3', permission));
  const ofAccount = owner === undefined ? '' : `, and that the bucket is one of account ${owner}`;
  const source = (id: string): string =>
    `${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}?versionId=${encodeURIComponent(id)}`;

  const text = async (objectKey: string, version?: string): Promise<string | undefined> => {
    try {
      const object = { Bucket: bucket, Key: objectKey, ...ofOwner };
      const answer = await s3.send(
        new GetObjectCommand(version === undefined ? object : { ...object, VersionId: version }),
      );
      return (await answer.Body?.transformToString()) ?? '';
    } catch (error) {
      if (['NoSuchKey', 'NoSuchBucket', 'NoSuchVersion'].includes(errorName(error))) {
        return;
      }
      throw new Failure(
        `state: s3://${bucket}/${objectKey} cannot be read. Nothing was changed. ` +
          words(error, `s3:GetObject on it and s3:ListBucket on the bucket${ofAccount}`),
      );
    }
  };
  const read = async (version?: string): Promise<StateReading> =>
    readSummary((await text(key, version)) ?? '');

  return {
    needsInit: false,
    place: `s3://${bucket}/${key}`,
    read: () => read(),
    text: async () => (await text(key)) ?? '',
    async earlier() {
      try {
        const answer = await s3.send(
          new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, MaxKeys: 200, ...ofOwner }),
        );
        const found = [
          ...(answer.Versions ?? []).map((version) => ({ ...version, deleted: false })),
          ...(answer.DeleteMarkers ?? []).map((marker) => ({ ...marker, deleted: true })),
        ]
          .filter((version) => version.Key === key)
          // What is there now is read by itself; a deletion that is there now is a fact about what was before.
          .filter((version) => version.deleted || version.IsLatest !== true)
          // The times that S3 lists are whole seconds: of two in one second, the one that is there now came last.
          .sort(
            (a, b) =>
              Number(b.IsLatest ?? false) - Number(a.IsLatest ?? false) ||
              Number(b.LastModified ?? 0) - Number(a.LastModified ?? 0),
          );
        const versions: EarlierState[] = [];
        for (const [
          index,
          { VersionId: id = '', LastModified: time, deleted },
        ] of found.entries()) {
          versions.push({
            id,
            time: time ?? new Date(0),
            ...(deleted
              ? { content: { kind: 'deleted' } as const }
              : index < OPENED
                ? { content: await read(id) }
                : {}),
          });
        }
        return { looked: true, versions };
      } catch (error) {
        if (errorName(error) === 'NoSuchBucket') {
          return { looked: true, versions: [] };
        }
        return {
          looked: false,
          why: words(error, `s3:ListBucketVersions on the bucket${ofAccount}`),
        };
      }
    },
    async lock() {
      if (!place.lockFile) {
        return { looked: false, why: 'the backend keeps no lock file', keepsNone: true };
      }
      try {
        const found = await text(`${key}.tflock`);
        return found === undefined ? { looked: true } : { looked: true, lock: lockOf(found) };
      } catch (error) {
        return { looked: false, why: messageOf(error) };
      }
    },
    async silence() {
      try {
        await s3.send(new HeadBucketCommand({ Bucket: bucket, ...ofOwner }));
        return undefined;
      } catch (error) {
        // Credentials that nobody gives any more are no silence of the place.
        return statusOf(error) === undefined && errorName(error) !== 'CredentialsProviderError'
          ? causeOf(error)
          : undefined;
      }
    },
    async restore(id) {
      try {
        const copy = { Bucket: bucket, Key: key, CopySource: source(id), ...ofOwner };
        await s3.send(
          new CopyObjectCommand(
            owner === undefined ? copy : { ...copy, ExpectedSourceBucketOwner: owner },
          ),
        );
      } catch (error) {
        throw new Failure(
          `state: s3://${bucket}/${key} cannot be written: ${words(error, `s3:PutObject and s3:GetObjectVersion on it${ofAccount}`)}`,
        );
      }
    },
    restoreCommand: (id) =>
      shellCommand([
        ...['aws', 's3api', 'copy-object', '--bucket', bucket, '--key', key],
        ...['--copy-source', source(id), '--region', region],
        ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
      ]),
  };
}
