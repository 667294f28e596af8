import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { statusOf } from './aws/aws-words';
import { s3Client } from './aws/s3-client';
import type { StageSettings } from './hooks';
import { checkEndpoint } from './prepare-state';

/**
 * Where everything goes when the place of the state stops, what is left of a stage after that can be said: nothing.
 *
 * @returns the sentence; undefined where the place is there, or keeps what it has
 */
export async function lostPlace(settings: StageSettings): Promise<string | undefined> {
  const { state, stack } = settings;
  const how = state?.ephemeral === true ? await howItWent(settings) : undefined;
  return how === undefined
    ? undefined
    : `${state?.endpoint ?? state?.bucket} ${how}, and what it kept went with it: the state, its lock and every resource ` +
        `of ${stack}. Fix: run deploy again; it makes everything anew.`;
}

/** Whether the place of the state is gone, or another one in its place. @default - it is there */
async function howItWent(settings: StageSettings): Promise<string | undefined> {
  const { state } = settings;
  try {
    await checkEndpoint(settings);
  } catch {
    return 'has stopped or was killed';
  }
  if (state === undefined) {
    return undefined;
  }
  const s3 = s3Client(state);
  try {
    await s3.send(new HeadBucketCommand({ Bucket: state.bucket }));
    return undefined;
  } catch (error) {
    // A new one has another key, and no bucket.
    return /^(403|404)$/.test(String(statusOf(error))) ? 'was started anew' : undefined;
  } finally {
    s3.destroy();
  }
}
