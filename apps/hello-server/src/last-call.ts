import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What {@link lastCall} needs to know. */
export interface LastCallOptions {
  /** Nobody has come for so long: the port may close. */
  readonly quietMs: number;
  /** People come without end: the port closes at the next turn of the event loop in which nobody did. */
  readonly longestMs: number;
}

/**
 * Finds a moment in which nobody is at the door. A connection that the kernel has taken and the process has not yet
 * accepted is reset when the port closes, with the request on it. Clients that come back after each answer are always
 * in that queue; so everybody who comes now is let in, and waits for an answer until the port is closed.
 *
 * Calls `close`, which must close the port in the same turn of the event loop, and serves those who waited.
 */
export function lastCall(
  server: Server,
  { quietMs, longestMs }: LastCallOptions,
  close: (waiting: number) => void,
): void {
  const waiting: Socket[] = [];
  const hold = (socket: Socket): void => {
    waiting.push(socket);
    socket.on('error', ignore);
    rearm();
  };
  // Node documents that a connection may be given to a server by emitting the event: whoever is held is served later.
  const serve = server.rawListeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', hold);

  let quiet: NodeJS.Timeout;
  let isLate = false;
  let finished = false;
  const finish = (): void => {
    if (finished) {
      return;
    }
    finished = true;
    // First of all: who comes between the look at the door and this is reset.
    close(waiting.length);
    clearTimeout(quiet);
    clearTimeout(longest);
    server.off('connection', hold);
    for (const listener of serve) {
      server.on('connection', listener);
    }
    for (const socket of waiting) {
      socket.off('error', ignore);
      if (!socket.destroyed) {
        server.emit('connection', socket);
      }
    }
  };
  // Node accepts one connection in a turn of the event loop. A busy process sees the time pass before it sees who came:
  // look at the door once more, and close it after a turn in which nobody came in.
  const closeIfNobodyComes = (): void => {
    const before = waiting.length;
    setImmediate(() => {
      if (waiting.length === before) {
        finish();
      } else if (isLate) {
        closeIfNobodyComes();
      }
    });
  };
  const rearm = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(closeIfNobodyComes, quietMs);
  };
  rearm();
  const longest = setTimeout(() => {
    isLate = true;
    closeIfNobodyComes();
  }, longestMs);
}

function ignore(): void {
  // A client that leaves while it waits: nothing to answer, nothing to say.
}
