import type { LocalAwsOptions } from '../options';
import type { ImageRegistration } from '../images/image-registry';
import { TOKEN_HEADER } from '../gateway/control';
import { readDaemonRecord } from './daemon-record';
import { controlRequest } from './control-request';

/** Tells the running local AWS what an image reference means here, and shows the image in its ECR. */
export async function registerImage(
  options: LocalAwsOptions,
  image: ImageRegistration,
): Promise<void> {
  const record = readDaemonRecord(options.directory);
  let problem = 'no daemon has this directory';
  if (record !== undefined) {
    try {
      const answer = await controlRequest({
        port: record.port,
        path: 'images',
        timeoutMs: 30_000,
        headers: { [TOKEN_HEADER]: record.token },
        post: JSON.stringify(image),
      });
      if (answer.status === 200) {
        return;
      }
      problem =
        (answer.body as { message?: string } | undefined)?.message ?? `status ${answer.status}`;
    } catch (error) {
      problem = (error as NodeJS.ErrnoException).message;
    }
  }
  throw new Error(
    `local-aws: cannot register ${image.reference}; got: ${problem}. Fix: start the local AWS of ${options.directory} first.`,
  );
}
