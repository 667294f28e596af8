import type { LocalAwsOptions } from '../options';
import type { ImageRegistration } from '../images/image-registry';
import { TOKEN_HEADER } from '../gateway/control';
import { readDaemonRecord } from './daemon-record';
import { endpointOf } from './status-client';

/** Tells the running local AWS what an image reference means here, and shows the image in its ECR. */
export async function registerImage(
  options: LocalAwsOptions,
  image: ImageRegistration,
): Promise<void> {
  const record = readDaemonRecord(options.directory);
  let problem = 'no daemon has this directory';
  if (record !== undefined) {
    try {
      const answer = await fetch(`${endpointOf(record.port)}/_local-aws/images`, {
        method: 'POST',
        headers: { [TOKEN_HEADER]: record.token, 'content-type': 'application/json' },
        body: JSON.stringify(image),
        signal: AbortSignal.timeout(30_000),
      });
      if (answer.ok) return;
      problem =
        ((await answer.json()) as { message?: string }).message ?? `status ${answer.status}`;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  throw new Error(
    `local-aws: cannot register ${image.reference}; got: ${problem}. Fix: start the local AWS of ${options.directory} first.`,
  );
}
