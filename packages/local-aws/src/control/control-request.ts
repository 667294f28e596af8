import { request } from 'node:http';

/** What the control endpoint answered. `body` is undefined when it was no JSON. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What to send. */
export interface ControlRequest {
  readonly port: number;
  readonly path: string;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, which makes it a POST. @default - a GET */
  readonly post?: string;
}

/**
 * Talks to whoever listens on a port of 127.0.0.1. Not fetch: it refuses some ports for the sake of browsers, and hides
 * the system's error code. Rejects with that code, or `ETIMEDOUT`.
 */
export function controlRequest({
  port,
  path,
  timeoutMs,
  headers,
  post,
}: ControlRequest): Promise<ControlAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: `/_local-aws/${path}`,
        method: post === undefined ? 'GET' : 'POST',
        // A kept connection would hold the asking process open.
        agent: false,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', fail);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: parsed(Buffer.concat(chunks).toString('utf8')),
          }),
        );
      },
    );
    const fail = (error: NodeJS.ErrnoException): void => {
      const timeout = error.name === 'AbortError' || error.name === 'TimeoutError';
      reject(
        timeout ? Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }) : error,
      );
    };
    sent.on('error', fail);
    sent.end(post);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
