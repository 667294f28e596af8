import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AwsCall } from './aws-call';
import { AwsError, type AwsResponse } from './aws-response';

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

/** Sends a complete call to moto and reads the complete answer. */
export function forwardCall(motoPort: number, call: AwsCall): Promise<AwsResponse> {
  return new Promise((resolve, reject) => {
    const headers = withoutHopByHop(call.headers);
    const upstream = httpRequest(
      {
        host: '127.0.0.1',
        port: motoPort,
        method: call.method,
        path: call.url,
        headers: { ...headers, 'content-length': String(call.body.length) },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', () => reject(unreachable()));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 502,
            headers: withoutHopByHop(answer.headers),
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    upstream.on('error', () => reject(unreachable()));
    upstream.end(call.body);
  });
}

/** Passes a call through without holding its body or its answer: S3 objects may be large. */
export function streamCall(
  motoPort: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = withoutHopByHop(request.headers);
    // Without a length the body is chunked on our side too; werkzeug reads it by its own framing.
    const chunked = request.headers['transfer-encoding'] !== undefined;
    const upstream = httpRequest(
      {
        host: '127.0.0.1',
        port: motoPort,
        method: request.method,
        path: request.url,
        headers: chunked ? { ...headers, 'transfer-encoding': 'chunked' } : headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, withoutHopByHop(answer.headers));
        answer.pipe(response);
        answer.on('error', () => response.destroy());
        response.on('close', () => resolve());
      },
    );
    upstream.on('error', () => (response.headersSent ? response.destroy() : reject(unreachable())));
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  });
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

function unreachable(): AwsError {
  return new AwsError(
    'ServiceUnavailable',
    'local-aws: moto does not answer; see the log of the local AWS.',
    503,
  );
}
