import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long a client may keep sending after it was told to stop. */
const LINGER_MS = 1_000;

/**
 * Answers on a bare socket, for requests Node could not parse and therefore has no response object
 * for, then closes it. Reads on for a moment: closing with unread bytes makes the kernel
 * reset the connection, and the client would lose the answer. Not for parsed requests.
 */
export function answerRaw(
  socket: Duplex,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  const body = `${STATUS_CODES[status]}\n`;
  const lines = Object.entries({
    ...headers,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  socket.resume();
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(linger));
}

/** The status that tells a client what was wrong with a request Node refused to parse. */
export function statusOfClientError(code: string | undefined): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 431;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    default:
      return 400;
  }
}
