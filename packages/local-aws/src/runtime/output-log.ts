import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { inside, privateDirectory } from '../inside';

/** The file that takes what a container writes. */
export interface OutputLog {
  /** Writes everything that the stream brings. */
  take(stream: Readable): void;
  /** Settles when everything is written and the file is closed. */
  close(): Promise<void>;
}

/** Opens `<task id>-<container>.log` below a directory; only this user can read it. */
export function openOutputLog(directory: string, taskId: string, container: string): OutputLog {
  const path = inside(privateDirectory(directory), `${taskId}-${container}.log`);
  const file = createWriteStream(path, { mode: 0o600 });
  // A full disk, or a directory that somebody removed: the task runs on without its log.
  file.on('error', () => undefined);
  return {
    take: (stream) => stream.pipe(file, { end: false }),
    close: () =>
      new Promise((resolve) => {
        if (file.closed || file.destroyed) {
          return resolve();
        }
        file.on('close', () => resolve());
        file.end();
      }),
  };
}
