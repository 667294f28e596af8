import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { protocolOf, recogniseCall } from './aws-call';
import { AwsError, errorResponse, type AwsResponse } from './aws-response';
import { correct, type Correction } from './correction';
import { forwardCall, streamCall } from './forward';
import type { ControlHandler } from './control';

/** What stands behind the gateway once everything has started. */
export interface GatewayBackend {
  readonly motoPort: number;
  readonly corrections: readonly Correction[];
}

/** What the gateway is told. */
export interface GatewayOptions {
  /** Undefined while moto starts. */
  readonly backend: () => GatewayBackend | undefined;
  readonly control: ControlHandler;
  readonly log: (line: string) => void;
}

const MAXIMUM_CALL_BYTES = 64 * 1024 * 1024;

/** The one HTTP endpoint for all services. Does not listen yet. */
export function createGateway(options: GatewayOptions): Server {
  const server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      options.log(
        `gateway: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // Terraform keeps connections while it works on other resources; a reset between two calls looks like a fault.
  server.keepAliveTimeout = 120_000;
  return server;
}

async function serve(
  options: GatewayOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  if (url.startsWith('/_local-aws/')) return options.control(request, response);
  const began = Date.now();
  const backend = options.backend();
  const streamed = protocolOf(method, headers) === 'rest';
  const call = recogniseCall(
    method,
    url,
    headers,
    streamed ? Buffer.alloc(0) : await readBody(request),
  );
  const log = (status: number): void =>
    options.log(
      `${call.service ?? '-'} ${call.action ?? `${method} ${url.split('?')[0]}`} ${call.region} ${status} ${Date.now() - began}ms`,
    );
  try {
    if (backend === undefined)
      throw new AwsError('ServiceUnavailable', 'local-aws: still starting; try again.', 503);
    if (streamed) {
      await streamCall(backend.motoPort, request, response);
      return log(response.statusCode);
    }
    const answer = await correct(backend.corrections, call, (given) =>
      forwardCall(backend.motoPort, given),
    );
    send(response, answer);
    log(answer.status);
  } catch (error) {
    const known = error instanceof AwsError ? error : internal(options, error);
    send(response, errorResponse(call, known));
    log(known.status);
    options.log(`  ${known.code}: ${known.message}`);
  }
}

function internal(options: GatewayOptions, error: unknown): AwsError {
  options.log(`gateway: ${error instanceof Error ? error.stack : String(error)}`);
  return new AwsError(
    'InternalFailure',
    `local-aws: ${error instanceof Error ? error.message : String(error)}`,
    500,
  );
}

function send(response: ServerResponse, answer: AwsResponse): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(answer.body.length),
  });
  response.end(answer.body);
}

/** Reads a whole request body, within reason. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAXIMUM_CALL_BYTES)
      throw new AwsError('RequestEntityTooLarge', 'local-aws: the call is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
