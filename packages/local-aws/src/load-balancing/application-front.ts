import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { createProxyServer, type ProxyServer } from 'http-proxy-3';
import { errorPage, fixedAnswer, redirectAnswer, type OwnAnswer } from './answers';
import type { Certificate } from './certificate';
import { STICKY_COOKIE, stickyValue } from './choose-target';
import { ruleFor } from './conditions';
import { listening, type FrontView, type OpenFront } from './front';
import type { Action } from './load-balancer';
import type { Target } from './target-table';

/** What becomes of a request: an answer of the balancer's own, or a target that answers. */
type Outcome = { readonly answer: OwnAnswer } | { readonly target: Target; readonly url: string };

/** A listener of an Application Load Balancer: HTTP, or HTTPS with a certificate. */
export function applicationFront(view: FrontView, certificate?: Certificate): OpenFront {
  const scheme = certificate === undefined ? 'http' : 'https';
  // Each request has a connection of its own to its target: one that is kept may end as it is used again.
  const proxy = createProxyServer({ secure: false });
  const cookies = new WeakMap<IncomingMessage, string>();
  proxy.on('proxyRes', (response, request) => {
    // The end of the connection to a target is no end of the client's.
    delete response.headers.connection;
    const cookie = cookies.get(request);
    if (cookie !== undefined) {
      response.headers['set-cookie'] = [...(response.headers['set-cookie'] ?? []), cookie];
    }
  });
  const server: Server =
    certificate === undefined ? createServer() : createTlsServer({ ...certificate });
  // Later than any client: who asks again on a connection that ends at that moment loses a request.
  server.keepAliveTimeout = 3_600_000;
  server.headersTimeout = 60_000;
  server.requestTimeout = 0;
  server.on('request', (request, response) => {
    const outcome = outcomeOf(view, request, scheme);
    if ('answer' in outcome) {
      return answer(request, response, outcome.answer);
    }
    const seconds = view.stickySecondsOf(outcome.target.groupArn);
    if (seconds !== undefined) {
      cookies.set(request, cookieFor(outcome.target, seconds));
    }
    view.count(outcome.target);
    addForwarded(request, scheme, view.listener()?.port ?? 0);
    forward(proxy, view, request, response, outcome.url);
  });
  server.on('upgrade', (request, socket, head) => {
    const outcome = outcomeOf(view, request, scheme);
    if ('answer' in outcome) {
      return void socket.end(`HTTP/1.1 ${outcome.answer.status} \r\nconnection: close\r\n\r\n`);
    }
    view.count(outcome.target);
    addForwarded(request, scheme, view.listener()?.port ?? 0);
    proxy.ws(request, socket as Socket, head, { target: outcome.url }, () => socket.destroy());
  });
  return (address, port) => listening(server, address, port);
}

function outcomeOf(view: FrontView, request: IncomingMessage, scheme: 'http' | 'https'): Outcome {
  const { method = 'GET', url = '/', headers, socket } = request;
  const listener = view.listener();
  const sourceAddress = socket.remoteAddress ?? '';
  const rule = ruleFor(listener?.rules ?? [], { method, url, headers, sourceAddress });
  const action = rule?.actions.at(-1);
  const unknown = rule?.actions.find(({ type }) => !KNOWN_ACTIONS.includes(type));
  if (listener === undefined || action === undefined) {
    return { answer: errorPage(503) };
  }
  if (unknown !== undefined) {
    return { answer: notEmulated(unknown) };
  }
  if (action.type === 'fixed-response') {
    return { answer: fixedAnswer(action.settings) };
  }
  if (action.type === 'redirect') {
    const host = (headers.host ?? '').replace(/:\d+$/, '');
    const { port } = listener;
    const { listensAt } = view;
    return {
      answer: redirectAnswer(action.settings, { protocol: scheme, host, port, url, listensAt }),
    };
  }
  const isSticky =
    action.stickySeconds !== undefined ||
    action.groups.some(({ arn }) => view.stickySecondsOf(arn) !== undefined);
  const target = view.choose(action.groups, isSticky ? headers.cookie : undefined);
  if (target === undefined) {
    return { answer: errorPage(503) };
  }
  const address = view.addressOf(target);
  const protocol = view.protocolOf(target.groupArn) === 'HTTPS' ? 'https' : 'http';
  return address === undefined
    ? { answer: errorPage(502) }
    : { target, url: `${protocol}://${address}:${target.port}` };
}

const KNOWN_ACTIONS: readonly string[] = ['forward', 'redirect', 'fixed-response'];

/** Whoever would have been asked for a name must not get in without one. */
function notEmulated({ type }: Action): OwnAnswer {
  return {
    status: 501,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `local-aws: the action ${type} is not emulated. Allowed ${KNOWN_ACTIONS.join(', ')}. Fix: leave it out here, or use a real account.\n`,
  };
}

function answer(request: IncomingMessage, response: ServerResponse, own: OwnAnswer): void {
  request.resume();
  response.writeHead(own.status, {
    ...own.headers,
    'content-length': Buffer.byteLength(own.body),
  });
  response.end(request.method === 'HEAD' ? undefined : own.body);
}

function forward(
  proxy: ProxyServer,
  view: FrontView,
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
): void {
  const began = Date.now();
  const proxyTimeout = (view.balancer()?.idleSeconds ?? 60) * 1000;
  proxy.web(request, response, { target, proxyTimeout }, (error) => {
    // A client that does not wait for the answer is no fault of the target's.
    if (!response.destroyed) {
      const { name = '' } = view.balancer() ?? {};
      view.log(`load balancer ${name}: ${request.method} at ${target}: ${error.message}`);
    }
    if (response.headersSent) {
      return void response.destroy();
    }
    answer(request, response, errorPage(Date.now() - began >= proxyTimeout ? 504 : 502));
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
function addForwarded(request: IncomingMessage, scheme: string, port: number): void {
  const { headers, socket } = request;
  const before = headers['x-forwarded-for'];
  const address = socket.remoteAddress ?? '';
  headers['x-forwarded-for'] = before === undefined ? address : `${String(before)}, ${address}`;
  headers['x-forwarded-proto'] = scheme;
  headers['x-forwarded-port'] = String(port);
  const time = Math.floor(Date.now() / 1000).toString(16);
  headers['x-amzn-trace-id'] ??= `Root=1-${time}-${randomBytes(12).toString('hex')}`;
}

function cookieFor(target: Target, seconds: number): string {
  const expires = new Date(Date.now() + seconds * 1000).toUTCString();
  return `${STICKY_COOKIE}=${stickyValue(target)}; Expires=${expires}; Path=/`;
}
