import type { Server, Socket } from 'node:net';
import type { Action, Listener, LoadBalancer } from './load-balancer';
import type { Target } from './target-table';

/** What a front asks while it serves; the answers change with the listener's rules. */
export interface FrontView {
  /** Undefined once it was deleted. */
  readonly listener: () => Listener | undefined;
  readonly balancer: () => LoadBalancer | undefined;
  readonly choose: (groups: Action['groups'], cookie?: string) => Target | undefined;
  /** Where a target listens; undefined when nothing runs there. */
  readonly addressOf: (target: Target) => string | undefined;
  /** The protocol of a target's group. */
  readonly protocolOf: (groupArn: string) => string;
  /** How long a client stays with its target; undefined without stickiness. */
  readonly stickySecondsOf: (groupArn: string) => number | undefined;
  /** Counts a request that is sent to a target. */
  readonly count: (target: Target) => void;
  /** Tells of requests that no target answered. */
  readonly log: (line: string) => void;
  /** Where a port of this balancer really listens. */
  readonly listensAt: (port: number) => number;
}

/** A port that a balancer listens on. */
export interface Front {
  /** Ends it, with the connections it has. */
  close(): Promise<void>;
}

/** A front that is ready to listen on an address and port. Rejects with the system's error. */
export type OpenFront = (address: string, port: number) => Promise<Front>;

/** Listens, and ends what listens together with all it serves. */
export function listening(server: Server, address: string, port: number): Promise<Front> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve({
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) {
              socket.destroy();
            }
          }),
      });
    });
  });
}
