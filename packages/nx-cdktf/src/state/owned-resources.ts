import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateResource } from './state-summary';

/** What a destruction that is not through yet found in the state. Addresses and ids only, no other values. */
const name = 'destroyed.json';

/**
 * Adds what the state holds to what an earlier destruction that did not come to its end has found there, keeps both, and
 * gives them back. Only what was in the state is this stage's own.
 */
export function keepOwned(
  workingDirectory: string,
  resources: readonly StateResource[],
): readonly StateResource[] {
  const byAddress = new Map(
    [...readOwned(workingDirectory), ...resources].map((resource) => [resource.address, resource]),
  );
  const owned = [...byAddress.values()];
  if (owned.length > 0) {
    writeFileSync(join(workingDirectory, name), JSON.stringify(owned), { mode: 0o600 });
  }
  return owned;
}

/** Forgets it, when nothing is left to do with it. */
export function forgetOwned(workingDirectory: string): void {
  rmSync(join(workingDirectory, name), { force: true });
}

/** What an earlier destruction that did not come to its end found. */
export function readOwned(workingDirectory: string): readonly StateResource[] {
  try {
    const content: unknown = JSON.parse(readFileSync(join(workingDirectory, name), 'utf8'));
    return Array.isArray(content) ? (content as readonly StateResource[]) : [];
  } catch {
    return [];
  }
}
