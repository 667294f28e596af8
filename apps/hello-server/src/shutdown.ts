import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from './json-log';

/** What {@link shutDownOnSignals} needs to know. */
export interface ShutdownOptions {
  readonly server: Server;
  /** How long ECS waits between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  readonly log: Log;
  /** Where signals come from and who ends the process. @default - this process */
  readonly process?: ProcessLike;
}

/** The part of a process the shutdown policy uses. */
export interface ProcessLike {
  on(signal: 'SIGTERM' | 'SIGINT', listener: (signal: string) => void): unknown;
  exit(code: number): void;
}

/** Requests begun but not answered, by connection. */
type Connections = ReadonlyMap<Socket, number>;

/** A connection may hold a request that has not been read yet; give it time to show. */
const UNREAD_GRACE_MS = 100;

/**
 * The shutdown policy. The first SIGTERM or SIGINT stops accepting connections, closes the idle ones, and exits
 * with 0 when the requests under way are answered. A second signal, or the deadline, exits
 * with 1 at once. Call it before listening, so that it knows every connection and no signal is lost.
 *
 * Follows https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html: SIGTERM,
 * then SIGKILL when the stop timeout is over.
 */
export function shutDownOnSignals(options: ShutdownOptions): void {
  const { server, log } = options;
  const host = options.process ?? process;
  const connections = trackConnections(server);
  let draining = false;

  const onSignal = (signal: string): void => {
    if (draining) {
      log({ event: 'drain-aborted', signal, openConnections: connections.size });
      return host.exit(1);
    }
    draining = true;
    const deadlineMs = drainDeadlineMs(options.stopTimeoutSeconds);
    log({ event: 'drain-started', signal, deadlineMs, openConnections: connections.size });

    const closeUnused = (isUnused: (socket: Socket, requests: number) => boolean): void => {
      const unused = [...connections].filter(([socket, requests]) => isUnused(socket, requests));
      if (unused.length > 0) log({ event: 'drain-closed-unused', connections: unused.length });
      for (const [socket] of unused) socket.destroy();
    };
    const timers = [
      // Node counts a connection on which nothing was ever sent as busy.
      setTimeout(() => closeUnused((socket) => socket.bytesRead === 0), UNREAD_GRACE_MS),
      // Node stops enforcing headersTimeout once a server is closed: a client that trickles its
      // headers would hold us until the deadline.
      setTimeout(() => closeUnused((_socket, requests) => requests === 0), deadlineMs / 2),
      setTimeout(() => {
        log({ event: 'drain-deadline', deadlineMs, openConnections: connections.size });
        host.exit(1);
      }, deadlineMs),
    ];
    // An error here says that the server never listened: nothing to drain, which is just as well.
    server.close(() => {
      for (const timer of timers) clearTimeout(timer);
      log({ event: 'drain-finished' });
      host.exit(0);
    });
  };
  host.on('SIGTERM', onSignal);
  host.on('SIGINT', onSignal);
}

/**
 * The part of the stop timeout that requests get. A fifth of it, five seconds at most, is kept back
 * so that the exit code is ours and not SIGKILL's 137.
 */
export function drainDeadlineMs(stopTimeoutSeconds: number): number {
  return Math.round((stopTimeoutSeconds - Math.min(5, stopTimeoutSeconds / 5)) * 1000);
}

function trackConnections(server: Server): Connections {
  const connections = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, 0);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const count = (change: number): void => {
      const requests = connections.get(socket);
      if (requests !== undefined) connections.set(socket, requests + change);
    };
    count(1);
    response.once('close', () => {
      count(-1);
      // An answer whose headers left before the signal promised to keep its connection.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  return connections;
}
