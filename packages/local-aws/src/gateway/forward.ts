import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import type { AwsCall } from './aws-call';
import { AwsError, type AwsResponse } from './aws-response';
import { cleanAnswer, cleanHeaders } from './moto-answer';

/** The header with the secret that only the gateway and its moto know. */
export const SECRET_HEADER = 'x-local-aws-secret';

/** Where moto listens, and what it answers to. */
export interface MotoEndpoint {
  /** A socket in a directory of the user's; or a port, where moto cannot have one. */
  readonly at: { readonly socketPath: string } | { readonly host: string; readonly port: number };
  /** moto answers nobody else. */
  readonly secret: string;
}

/** Headers that speak about one connection only. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
];

/** An answer with an error is short; what is longer is somebody's object. */
const MAXIMUM_ERROR_BYTES = 1024 * 1024;

/** Sends a complete call to moto and reads the complete answer. */
export function forwardCall(moto: MotoEndpoint, call: AwsCall): Promise<AwsResponse> {
  return new Promise((resolve, reject) => {
    const headers = { ...forMoto(call.headers, moto), 'content-length': String(call.body.length) };
    const upstream = httpRequest(target(moto, call.method, call.url, headers), (answer) => {
      readAnswer(answer).then((read) => resolve(cleanAnswer(call, read)), reject);
    });
    upstream.on('error', (error) => reject(unreachable(error)));
    upstream.end(call.body);
  });
}

/** Passes a call through without holding its body or its answer: S3 objects may be large. */
export function streamCall(
  moto: MotoEndpoint,
  call: AwsCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Without a length the body is chunked on our side too; werkzeug reads it by its own framing.
    const chunked = request.headers['transfer-encoding'] !== undefined;
    const headers = {
      ...forMoto(request.headers, moto),
      ...(chunked ? { 'transfer-encoding': 'chunked' } : {}),
    };
    const upstream = httpRequest(target(moto, call.method, call.url, headers), (answer) => {
      response.on('close', () => resolve());
      if ((answer.statusCode ?? 502) >= 400) {
        readAnswer(answer, MAXIMUM_ERROR_BYTES).then(
          (read) => send(response, cleanAnswer(call, read)),
          () => response.destroy(),
        );
        return;
      }
      response.writeHead(answer.statusCode ?? 502, cleanHeaders(withoutHopByHop(answer.headers)));
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    upstream.on('error', (error) =>
      response.headersSent ? response.destroy() : reject(unreachable(error)),
    );
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  });
}

/** Writes a complete answer. */
export function send(response: ServerResponse, answer: AwsResponse): void {
  if (response.headersSent) {
    return void response.destroy();
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    ...('content-length' in answer.headers && answer.body.length === 0
      ? {}
      : { 'content-length': String(answer.body.length) }),
  });
  response.end(answer.body);
}

function target(
  { at }: MotoEndpoint,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
): RequestOptions {
  return { ...at, method, path, headers };
}

async function readAnswer(
  answer: IncomingMessage,
  maximumBytes = Number.POSITIVE_INFINITY,
): Promise<AwsResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maximumBytes) {
        throw new Error('an answer without an end');
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(error);
  }
  return {
    status: answer.statusCode ?? 502,
    headers: withoutHopByHop(answer.headers),
    body: Buffer.concat(chunks),
  };
}

function forMoto(headers: IncomingHttpHeaders, { secret }: MotoEndpoint): IncomingHttpHeaders {
  return { ...withoutHopByHop(headers), [SECRET_HEADER]: secret };
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

function unreachable(error: unknown): AwsError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new AwsError(
    'ServiceUnavailable',
    `local-aws: moto does not answer (${code ?? message}); see the log of the local AWS.`,
    503,
  );
}
