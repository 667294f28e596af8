import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';

const MAXIMUM_BYTES = 10 * 1024 * 1024;

/** Logs hold what tasks print and what is deployed. */
export const LOG_MODE = 0o600;

/** Appends lines with their time to a file that only its user reads; a file grown large in earlier runs is put aside as `<file>.1`. */
export function openLog(file: string): (line: string) => void {
  try {
    chmodSync(file, LOG_MODE);
    if (statSync(file).size > MAXIMUM_BYTES) {
      renameSync(file, `${file}.1`);
    }
  } catch {
    // The first run has no file yet.
  }
  return (line) => {
    try {
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: LOG_MODE });
    } catch {
      // The directory was removed under a running daemon: it can still be stopped, and nobody reads the log.
    }
  };
}

/** Cuts a stream of text into whole lines. */
export function lineSplitter(line: (text: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}
