import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from './json-log';
import { type Connections, trackConnections } from './connections';

/** What {@link shareConnections} needs to know. */
export interface ConnectionSharesOptions {
  /** Connections held at once. */
  readonly maxConnections: number;
  readonly log: Log;
}

/**
 * Keeps the door open for everybody: when all connections are taken, a newcomer gets the one that has been idle for
 * longest among those of the client that holds most. A fixed number for each client would be wrong for either of two
 * honest ones: a load balancer sends everybody's requests from few addresses, a browser needs six connections.
 *
 * A client that only opens connections, or only begins requests, takes them from itself.
 */
export function shareConnections(
  server: Server,
  { maxConnections, log }: ConnectionSharesOptions,
): void {
  const connections = trackConnections(server);
  server.on('connection', (newcomer: Socket) => {
    if (connections.size <= maxConnections) {
      return;
    }
    const open = [...connections].filter(([socket]) => !socket.destroyed);
    if (open.length <= maxConnections) {
      return;
    }
    const evicted = longestIdleOfTheGreediest(new Map(open)) ?? newcomer;
    log({
      event: 'connection-evicted',
      remoteAddress: evicted.remoteAddress,
      openConnections: open.length,
    });
    evicted.destroy();
  });
}

function longestIdleOfTheGreediest(connections: Connections): Socket | undefined {
  const byClient = new Map<string, Socket[]>();
  for (const socket of connections.keys()) {
    const client = clientOf(socket.remoteAddress);
    const sockets = byClient.get(client);
    if (sockets === undefined) {
      byClient.set(client, [socket]);
    } else {
      sockets.push(socket);
    }
  }
  const [greediest] = [...byClient.values()].sort((a, b) => b.length - a.length);
  return greediest?.find((socket) => connections.get(socket) === 0);
}

/**
 * Whom an address belongs to: an IPv4 address is one client, and so is a whole /64 of IPv6, the least that anybody is
 * given (https://www.rfc-editor.org/rfc/rfc6177).
 */
export function clientOf(address: string | undefined): string {
  if (address === undefined) {
    return 'unknown';
  }
  const ipv4 = /(\d+\.){3}\d+$/.exec(address)?.[0];
  if (ipv4 !== undefined) {
    return ipv4;
  }
  const [head, tail] = (address.split('%')[0] ?? '').split('::');
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const zeros = 8 - groups(head).length - groups(tail).length;
  const all = [
    ...groups(head),
    ...Array.from({ length: tail === undefined ? 0 : zeros }, () => '0'),
    ...groups(tail),
  ];
  return `${all.slice(0, 4).join(':')}::/64`;
}
