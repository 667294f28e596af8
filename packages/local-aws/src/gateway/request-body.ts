import type { IncomingMessage } from 'node:http';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-response';
import { codeOf, TOO_LARGE } from './error-codes';

/** More than any call of AWS takes; only objects of S3, which are streamed, may be larger. */
export const MAXIMUM_CALL_BYTES = 64 * 1024 * 1024;

/**
 * Reads a whole request body.
 *
 * @throws AwsError with status 413 for one of more than 64 MiB: at once where the request tells its length
 */
export async function readBody(
  request: IncomingMessage,
  call: Pick<AwsCall, 'protocol' | 'service'> = { protocol: 'json' },
): Promise<Buffer> {
  checkLength(request, call);
  const chunks: Buffer[] = [];
  let size = 0;
  // The end of a loop would cut the connection, before its other end has read why.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAXIMUM_CALL_BYTES) {
      throw tooLarge(call);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Refuses a body by the length that its request tells. */
export function checkLength(
  request: IncomingMessage,
  call: Pick<AwsCall, 'protocol' | 'service'>,
): void {
  if (Number(request.headers['content-length'] ?? 0) > MAXIMUM_CALL_BYTES) {
    throw tooLarge(call);
  }
}

function tooLarge(call: Pick<AwsCall, 'protocol' | 'service'>): AwsError {
  return new AwsError(
    codeOf(call, TOO_LARGE),
    `local-aws: the body is too large. Allowed: ${MAXIMUM_CALL_BYTES / 1024 / 1024} MiB, but for objects of S3.`,
    413,
  );
}
