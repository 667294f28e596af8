import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The open connections of a server, each with the number of requests begun and not answered, those first that have
 * been idle for longest. A request counts once its headers are complete.
 */
export type Connections = ReadonlyMap<Socket, number>;

const tracked = new WeakMap<Server, Connections>();

/**
 * Follows the connections of a server, once for everybody who asks. Call it before listening, so that it knows every one.
 */
export function trackConnections(server: Server): Connections {
  const known = tracked.get(server) ?? track(server);
  tracked.set(server, known);
  return known;
}

function track(server: Server): Connections {
  const connections = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, 0);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const count = (change: number): void => {
      const requests = connections.get(socket);
      if (requests === undefined) {
        return;
      }
      // Put in again, and so last: it was in use until now.
      connections.delete(socket);
      connections.set(socket, requests + change);
    };
    count(1);
    response.once('close', () => count(-1));
  });
  return connections;
}
