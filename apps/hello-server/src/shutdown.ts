import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { trackConnections } from './connections';
import type { DrainTimes } from './drain-times';
import type { Log } from './json-log';
import { lastCall } from './last-call';

/** What {@link shutDownOnSignals} needs to know. */
export interface ShutdownOptions {
  readonly server: Server;
  /** How to spend the time that ECS waits between SIGTERM and SIGKILL. */
  readonly times: DrainTimes;
  readonly log: Log;
  /** Called when the first signal arrives, before anything else is answered. @default - nobody is told */
  readonly onDrain?: () => void;
  /** Where signals come from and who ends the process. @default - this process */
  readonly process?: ProcessLike;
}

/** The part of a process the shutdown policy uses. */
export interface ProcessLike {
  on(signal: 'SIGTERM' | 'SIGINT', listener: (signal: string) => void): unknown;
  exit(code: number): void;
}

/**
 * The shutdown policy. After the first SIGTERM or SIGINT every answer says `Connection: close`, so that clients leave
 * by themselves; for a short grace the port stays open, and who comes is answered. Then it closes, in a moment in which
 * nobody is at the door. Idle connections end when they were told they would, after the keep-alive timeout: closing
 * one earlier can meet the next request on its way. When the last connection has ended, the process exits
 * with 0. A second signal, or the deadline, exits with 1 at once. Call it before listening, so that it knows
 * every connection and no signal is lost.
 *
 * Follows https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html: SIGTERM,
 * then SIGKILL when the stop timeout is over.
 */
export function shutDownOnSignals(options: ShutdownOptions): void {
  const { server, log, times } = options;
  const host = options.process ?? process;
  const connections = trackConnections(server);
  const sayGoodbye = goodbyes(server);
  const openSinceBefore = new Set<Socket>();
  let draining = false;

  const closeUnused = (isUnused: (socket: Socket, requests: number) => boolean): void => {
    const unused = [...connections].filter(([socket, requests]) => isUnused(socket, requests));
    if (unused.length > 0) {
      log({ event: 'drain-closed-unused', connections: unused.length });
    }
    for (const [socket] of unused) {
      socket.destroy();
    }
  };
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void): void =>
    void timers.push(setTimeout(act, milliseconds));
  const closePort = (answeredLast: number): void => {
    // The close of net, not of http: that one cuts idle connections, whatever is on its way on them, and stops
    // enforcing the time limits on those that are left.
    NetServer.prototype.close.call(server, () => {
      timers.forEach(clearTimeout);
      log({ event: 'drain-finished' });
      host.exit(0);
    });
    log({ event: 'drain-port-closed', answeredLast, openConnections: connections.size });
    // Browsers open connections that they never use. One that is new may only be slow.
    closeUnused((socket) => openSinceBefore.has(socket) && socket.bytesRead === 0);
  };

  const onSignal = (signal: string): void => {
    if (draining) {
      log({ event: 'drain-aborted', signal, openConnections: connections.size });
      return host.exit(1);
    }
    draining = true;
    for (const socket of connections.keys()) {
      openSinceBefore.add(socket);
    }
    options.onDrain?.();
    sayGoodbye();
    const { graceMs, quietMs, lastCallMs, unusedMs, deadlineMs } = times;
    const openConnections = connections.size;
    log({ event: 'drain-started', signal, graceMs, deadlineMs, openConnections });
    // Nobody can have come.
    if (!server.listening) {
      return closePort(0);
    }

    after(graceMs, () => lastCall(server, { quietMs, longestMs: lastCallMs }, closePort));
    after(unusedMs, () => closeUnused((_socket, requests) => requests === 0));
    after(deadlineMs, () => {
      log({ event: 'drain-deadline', deadlineMs, openConnections: connections.size });
      host.exit(1);
    });
  };
  host.on('SIGTERM', onSignal);
  host.on('SIGINT', onSignal);
}

/** Makes every answer of a server, once told so, the last one of its connection; those under way too, if they can be. */
function goodbyes(server: Server): () => void {
  const underWay = new Set<ServerResponse>();
  let leaving = false;
  const sayGoodbye = (response: ServerResponse): void => {
    if (!response.headersSent) {
      response.setHeader('Connection', 'close');
    }
  };
  // Before the handler answers.
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (leaving) {
      return sayGoodbye(response);
    }
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  return () => {
    leaving = true;
    underWay.forEach(sayGoodbye);
  };
}
