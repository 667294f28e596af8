import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/**
 * Starts listening and gives the address in use.
 *
 * @throws Error of one line that says why it cannot, and what to do.
 */
export function listen(server: Server, { host, port }: ListenOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(new Error(`cannot listen on ${host}:${port}: ${explain(error, host, port)}`));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve(server.address() as AddressInfo);
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `the port is taken; got PORT=${port}. Allowed: a free port. Fix: stop the program that has it, or set PORT.`;
    case 'EACCES':
      return `no permission; got PORT=${port}. Allowed for this user: usually ports from 1024. Fix: set PORT to one of those.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `this machine does not have that address; got HOST=${host}. Allowed: an address of this machine, or 0.0.0.0 for all. Fix: set HOST.`;
    default:
      return `${error.message}. Fix: set HOST and PORT to an address of this machine and a free port.`;
  }
}
