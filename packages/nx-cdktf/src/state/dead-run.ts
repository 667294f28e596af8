import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A run of terraform that ended here while it held the lock, and did not save or not unlock. Addresses and ids only. */
export interface DeadRun {
  readonly version: 1;
  readonly operation: 'plan' | 'apply';
  /** The id of the lock that it held. */
  readonly lock: string;
  /** ISO 8601. */
  readonly ended: string;
  /** What it reported as made. */
  readonly made: readonly MadeResource[];
  /** What it had begun to make, and not reported an end of. */
  readonly begun: readonly string[];
}

/** A resource that was made. */
export interface MadeResource {
  readonly address: string;
  /** @default - it was not told */
  readonly id?: string;
}

const name = 'dead-run.json';

/** Keeps what is known of a run that has ended: nobody else holds its lock. */
export function keepDeadRun(workingDirectory: string, run: Omit<DeadRun, 'version'>): void {
  const record: DeadRun = { version: 1, ...run };
  writeFileSync(join(workingDirectory, name), JSON.stringify(record), { mode: 0o600 });
}

/** The last such run, if there was one. */
export function readDeadRun(workingDirectory: string): DeadRun | undefined {
  try {
    const run = JSON.parse(readFileSync(join(workingDirectory, name), 'utf8')) as DeadRun;
    return run.version === 1 && typeof run.lock === 'string' && run.lock !== '' ? run : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets it: its lock is released. */
export function forgetDeadRun(workingDirectory: string): void {
  rmSync(join(workingDirectory, name), { force: true });
}
