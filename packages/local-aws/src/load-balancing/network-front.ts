import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificate';
import { listening, type FrontView, type OpenFront } from './front';

/** A listener of a Network Load Balancer: connections are handed through, after TLS has ended where there is a certificate. */
export function networkFront(view: FrontView, certificate?: Certificate): OpenFront {
  const serve = (client: Socket): void => {
    client.on('error', () => client.destroy());
    const action = view.listener()?.rules.at(-1)?.actions.at(-1);
    const target = view.choose(action?.groups ?? []);
    const host = target === undefined ? undefined : view.addressOf(target);
    if (target === undefined || host === undefined) {
      return void client.destroy();
    }
    const server = connect({ host, port: target.port, allowHalfOpen: true });
    server.on('error', () => client.destroy());
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    client.pipe(server).pipe(client);
  };
  // A client that has said all it had to say still waits for the answer.
  const server: Server =
    certificate === undefined
      ? createServer({ allowHalfOpen: true }, serve)
      : createTlsServer({ ...certificate }, serve);
  return (address, port) => listening(server, address, port);
}
