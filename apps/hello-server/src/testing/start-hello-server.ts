import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogEntry } from '../json-log';
import { createHelloServer } from '../server';
import type { ServerLimits } from '../server-limits';

/** A hello server that listens on a free port of 127.0.0.1. */
export interface StartedHelloServer {
  readonly server: Server;
  readonly port: number;
  readonly log: readonly LogEntry[];
  url(path: string): string;
}

const started = new Set<Server>();

/** Starts a server in this process; its id is 9f3c2a7be11d, its version 1.2.3. */
export async function startHelloServer(
  limits?: ServerLimits,
  isDraining?: () => boolean,
): Promise<StartedHelloServer> {
  const log: LogEntry[] = [];
  const server = createHelloServer({
    id: '9f3c2a7be11d',
    version: '1.2.3',
    log: (entry) => log.push(entry),
    limits,
    isDraining,
  });
  started.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port, log, url: (path) => `http://127.0.0.1:${port}${path}` };
}

/** Ends every server a test started. */
export function closeHelloServers(): void {
  for (const server of started) {
    server.close();
    server.closeAllConnections();
  }
  started.clear();
}

/** How many connections a server holds. */
export function openConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
}
