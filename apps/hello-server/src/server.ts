import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { shareConnections } from './connection-shares';
import type { Log } from './json-log';
import { answerRaw, statusOfClientError } from './raw-answer';
import { requestPath } from './request-path';
import { applyLimits, resolveLimits, type ServerLimits } from './server-limits';

/** What {@link createHelloServer} needs to know. */
export interface HelloServerOptions {
  /** Says which container answered; ECS sets it as the container's host name. */
  readonly id: string;
  /** Sent as `x-app-version`, so a deployment can tell the new revision from the old one. */
  readonly version: string;
  /** Takes one entry per request. */
  readonly log: Log;
  /** Whether it has been told to stop, and so is unhealthy. @default - as soon as it does not listen */
  readonly isDraining?: () => boolean;
  /** What a client may cost. @default - the defaults of `ServerLimits` */
  readonly limits?: ServerLimits;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
}

type Answers = ReturnType<typeof everyAnswer>;

const ALLOWED_METHODS = ['GET', 'HEAD'];

/**
 * The hello server: `GET /` says which container answers, `/healthz` whether it wants traffic. Never
 * listens: the caller decides when and where. Whoever stops it says `Connection: close` in its place.
 */
export function createHelloServer(options: HelloServerOptions): Server {
  const { id, version, log } = options;
  const limits = resolveLimits(options.limits);
  const isDraining = options.isDraining ?? ((): boolean => !server.listening);
  const commonHeaders = {
    'x-app-version': version,
    'Content-Type': 'text/plain; charset=utf-8',
    // Every container answers differently: a cached answer would name the wrong one.
    'Cache-Control': 'no-store',
    // Plain text that no browser may take for a page, frame or embed. No Strict-Transport-Security:
    // browsers ignore it over plain HTTP.
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };

  const answers = everyAnswer(id, commonHeaders);

  // Whatever still arrives on these is neither a request nor worth a second answer.
  const lastAnswerSent = new WeakSet<Duplex>();

  const server = createServer(
    {
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: limits.maxHeaderBytes,
      // Checked below: Node's own answer would bypass the headers and the log.
      requireHostHeader: false,
    },
    (request, response) => {
      const path = requestPath(request.url ?? '');
      logWhenDone(request, response, { path, log });
      const { status, body, headers } = answerTo(request, { path, answers, isDraining });
      // An unread body would be taken for the next request, or keep us reading what nobody wants.
      if (status === 400 || hasBody(request)) {
        response.setHeader('Connection', 'close');
      }
      if (response.hasHeader('Connection')) {
        lastAnswerSent.add(request.socket);
      }
      response.writeHead(status, headers as string[]);
      response.end(body);
    },
  );
  applyLimits(server, limits);
  shareConnections(server, { maxConnections: limits.maxConnections, log });

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Comes again with every later chunk of the same bad request.
    if (lastAnswerSent.has(socket)) {
      return;
    }
    lastAnswerSent.add(socket);
    // The client hung up: there is nobody to answer.
    if (!socket.writable) {
      return void socket.destroy();
    }
    const status = statusOfClientError(error.code);
    log({ event: 'client-error', code: error.code, status, ...peer(socket) });
    answerRaw(socket, status, commonHeaders);
  });
  // Without a listener Node drops CONNECT without a word.
  server.on('connect', (request, socket: Duplex) => {
    log({ event: 'request', method: request.method, path: '-', status: 405, ...peer(socket) });
    answerRaw(socket, 405, { ...commonHeaders, Allow: ALLOWED_METHODS.join(', ') });
  });
  return server;
}

/** Everything the server can say, made once: what it says does not depend on who asks. */
function everyAnswer(id: string, commonHeaders: Readonly<Record<string, string>>) {
  const allow = ALLOWED_METHODS.join(', ');
  const answer = (status: number, body: string, own: Record<string, string> = {}): Answer => ({
    status,
    body,
    headers: Object.entries({
      ...commonHeaders,
      ...own,
      'Content-Length': String(Buffer.byteLength(body)),
    }).flat(),
  });
  return {
    hello: answer(200, `Hello from ${id}!\n`),
    healthy: answer(200, 'ok'),
    draining: answer(503, 'draining'),
    withoutHost: answer(400, 'Bad Request: HTTP/1.1 needs a Host header.\n'),
    notFound: answer(404, 'Not Found. This server knows / and /healthz.\n'),
    notAllowed: answer(405, `Method Not Allowed. Use ${allow}.\n`, { Allow: allow }),
  };
}

function answerTo(
  request: IncomingMessage,
  known: {
    readonly path: string;
    readonly answers: Answers;
    readonly isDraining: () => boolean;
  },
): Answer {
  const { path, answers, isDraining } = known;
  if (request.httpVersion === '1.1' && request.headers.host === undefined) {
    return answers.withoutHost;
  }
  if (path !== '/' && path !== '/healthz') {
    return answers.notFound;
  }
  if (!ALLOWED_METHODS.includes(request.method ?? '')) {
    return answers.notAllowed;
  }
  if (path === '/') {
    return answers.hello;
  }
  return isDraining() ? answers.draining : answers.healthy;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function logWhenDone(
  request: IncomingMessage,
  response: ServerResponse,
  { path, log }: { readonly path: string; readonly log: Log },
): void {
  const startedAt = performance.now();
  // Read now: a socket forgets its peer once it is closed.
  const from = peer(request.socket);
  response.once('close', () =>
    log({
      event: 'request',
      method: request.method,
      path,
      status: response.statusCode,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      ...from,
      ...(response.writableFinished ? {} : { aborted: true }),
    }),
  );
}

/** The address that really connected. A forwarded-for header is the client's own claim: no proxy sits in front. */
function peer(socket: Duplex): { readonly remoteAddress: string | undefined } {
  return { remoteAddress: (socket as Socket).remoteAddress };
}
