import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AccessKeys, type AccessKey } from './access-key';
import { protocolOf, recogniseCall, type AwsCall } from './aws-call';
import { AwsError, errorResponse } from './aws-response';
import type { ControlHandler } from './control';
import { correct, type Correction } from './correction';
import { ACCESS_DENIED, codeOf } from './error-codes';
import { foreignRequest } from './foreign-request';
import { forwardCall, send, streamCall, type MotoEndpoint } from './forward';
import { checkJson } from './json-input';
import { isMotoRoute, serveMotoRoute } from './moto-routes';
import { checkLength, readBody } from './request-body';
import { checkForm } from './request-form';

/** What stands behind the gateway once everything has started. */
export interface GatewayBackend {
  readonly moto: MotoEndpoint;
  readonly corrections: readonly Correction[];
}

/** What the gateway is told. */
export interface GatewayOptions {
  /** Undefined while moto starts. */
  readonly backend: () => GatewayBackend | undefined;
  /** What calls are signed with. Undefined until the start has written it. */
  readonly accessKey: () => AccessKey | undefined;
  readonly control: ControlHandler;
  readonly log: (line: string) => void;
}

/** A gateway with what it has to remember. */
interface Gateway extends GatewayOptions {
  readonly keys: AccessKeys;
}

/** The one HTTP endpoint for all services. Does not listen yet. */
export function createGateway(options: GatewayOptions): Server {
  const gateway: Gateway = { ...options, keys: new AccessKeys(options.accessKey) };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    serve(gateway, request, response).catch((error: unknown) => {
      options.log(
        `gateway: ${request.method} ${pathOf(request.url)}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      if (!response.headersSent) {
        response.writeHead(500);
      }
      response.end();
    });
  };
  const server = createServer(answer);
  // Whoever waits for a word before the body gets it only when the body is wanted.
  server.on('checkContinue', answer);
  server.on('connect', (_request, socket) =>
    socket.on('error', () => socket.destroy()).end(NO_PROXY),
  );
  // Terraform keeps connections while it works on other resources; a reset between two calls looks like a fault.
  server.keepAliveTimeout = 120_000;
  return server;
}

/**
 * For a program that was to have no other way out and looks for AWS all the same. Go's HTTP client tells the words of the
 * first line as the error, and tries again after a connection that only ends.
 */
const NO_PROXY =
  'HTTP/1.1 403 local-aws is no proxy to AWS: set AWS_ENDPOINT_URL as "npx local-aws env" prints it\r\n' +
  'content-length: 0\r\nconnection: close\r\n\r\n';

async function serve(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const began = Date.now();
  const head = recogniseCall(method, url, headers, Buffer.alloc(0));
  let call = head;
  const log = (status: number): void =>
    gateway.log(
      `${call.service ?? '-'} ${call.action ?? `${method} ${pathOf(url)}`} ${call.region} ${status} ${Date.now() - began}ms`,
    );
  try {
    const foreign = foreignRequest(request);
    if (foreign !== undefined) {
      throw new AwsError(codeOf(head, ACCESS_DENIED), foreign, 403);
    }
    // A preflight is a question of a page's browser; without a grant the answer to it is no.
    if (method === 'OPTIONS') {
      return void response.writeHead(204, { allow: ALLOWED }).end();
    }
    if (url.startsWith('/_local-aws/')) {
      return await gateway.control(request, response);
    }
    const backend = gateway.backend();
    if (backend === undefined || gateway.accessKey() === undefined) {
      throw new AwsError('ServiceUnavailable', 'local-aws: still starting; try again.', 503);
    }
    if (isMotoRoute(url)) {
      return await serveMotoRoute(gateway, backend.moto, request, response);
    }
    const refusal = gateway.keys.refusal(head);
    if (refusal !== undefined) {
      throw refusal;
    }
    const streamed = protocolOf(method, url, headers) === 'rest' && head.action === undefined;
    if (streamed) {
      checkForm(head);
      if (head.service !== 's3') {
        checkLength(request, head);
      }
      if (headers.expect !== undefined) {
        response.writeContinue();
      }
      await streamCall(backend.moto, head, request, response);
      return log(response.statusCode);
    }
    checkLength(request, head);
    if (headers.expect !== undefined) {
      response.writeContinue();
    }
    call = checkJson(recogniseCall(method, url, headers, await readBody(request, head)));
    checkForm(call);
    const answer = await correct(backend.corrections, call, (given) =>
      forwardCall(backend.moto, given),
    );
    gateway.keys.learn(call, answer);
    send(response, answer);
    log(answer.status);
  } catch (error) {
    const known = error instanceof AwsError ? error : internal(gateway, call, error);
    refuse(request, response, head, known);
    log(known.status);
    gateway.log(`  ${known.code}: ${known.message}`);
  }
}

const ALLOWED = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/**
 * A body that nobody reads may be as long as its sender likes. What comes of it right after the answer is thrown away: a
 * sender whose connection is cut while it sends never reads why.
 */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  call: AwsCall,
  error: AwsError,
): void {
  const answer = errorResponse(call, error);
  const isUnread = !request.complete;
  // Else Node cuts the connection of who asked for its end, as soon as the answer is written.
  if (isUnread) {
    response.shouldKeepAlive = true;
  }
  send(response, call.method === 'HEAD' ? { ...answer, body: Buffer.alloc(0) } : answer);
  if (!isUnread) {
    return;
  }
  const cut = setTimeout(() => request.destroy(), LINGER_MS);
  request
    .once('end', () => {
      if (request.headers.connection?.toLowerCase() === 'close') {
        request.socket.end();
      }
    })
    .once('close', () => clearTimeout(cut))
    .resume();
}

const LINGER_MS = 1000;

/** What went wrong here is for the log; who called can do nothing about a line of our code. */
function internal(gateway: GatewayOptions, call: AwsCall, error: unknown): AwsError {
  gateway.log(`gateway: ${error instanceof Error ? error.stack : String(error)}`);
  return new AwsError(
    'InternalFailure',
    `local-aws: a fault of its own in ${call.service ?? '-'}:${call.action ?? call.method}; its log says more.`,
    500,
  );
}

/** Never with the query, which may hold a signature. */
function pathOf(url = '/'): string {
  return url.split('?')[0] ?? '';
}
