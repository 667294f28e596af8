import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where a daemon that cannot start says why, for the process that started it. */
export const START_FAILURE_FILE = 'start-failure.txt';

/** What the daemon said before it ended; undefined when it said nothing. */
export function readStartFailure(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, START_FAILURE_FILE), 'utf8');
  } catch {
    return undefined;
  }
}

/** Forgets what an earlier daemon said. */
export function clearStartFailure(directory: string): void {
  rmSync(join(directory, START_FAILURE_FILE), { force: true });
}
