import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A bare TCP connection, for requests no HTTP client would send. */
export interface RawConnection {
  readonly socket: Socket;
  send(bytes: string | Buffer): void;
  /** Everything received so far. */
  received(): string;
  /** Waits until the received text contains the given one. */
  receive(text: string): Promise<string>;
  /** Waits until the connection is closed; gives everything received. */
  closed(): Promise<string>;
}

/**
 * Connects, and never fails afterwards: a reset counts as closed. With `allowHalfOpen` the client
 * goes on sending after the server has ended its side. `localAddress` makes it another client.
 */
export async function openConnection(
  port: number,
  {
    host = '127.0.0.1',
    allowHalfOpen = false,
    localAddress,
  }: { host?: string; allowHalfOpen?: boolean; localAddress?: string } = {},
): Promise<RawConnection> {
  const socket = connect({ port, host, allowHalfOpen, localAddress });
  let received = '';
  let isClosed = false;
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  const closed = new Promise<string>((resolve) =>
    socket.once('close', () => {
      isClosed = true;
      resolve(received);
    }),
  );
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    received: () => received,
    receive: async (text) => {
      await waitUntil(
        () => received.includes(text) || isClosed,
        `${JSON.stringify(text)} to arrive`,
      );
      if (!received.includes(text)) {
        throw new Error(`closed after ${JSON.stringify(received)}`);
      }
      return received;
    },
    closed: () => closed,
  };
}

/** Polls until a condition holds. The limit is for what will never happen; what happens may be slow. */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 120_000,
): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) {
      throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    }
    await sleep(5);
  }
}
