import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateSummary } from './state-summary';

/** What the last command here knew of the state: the one thing that tells a lost state from a new one. */
export interface KnownState {
  readonly version: 1;
  readonly stack: string;
  readonly place: string;
  readonly lineage: string;
  readonly serial: number;
  readonly resources: number;
  /** ISO 8601. */
  readonly recorded: string;
}

/** Lies beside the saved plan; not in `.terraform`, which people delete to begin anew. */
const name = 'state.known.json';

/** What was recorded last, if anything that can be read. */
export function readKnownState(workingDirectory: string): KnownState | undefined {
  try {
    const known = JSON.parse(readFileSync(join(workingDirectory, name), 'utf8')) as KnownState;
    return known.version === 1 && typeof known.lineage === 'string' ? known : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets what was known. */
export function forgetKnownState(workingDirectory: string): void {
  rmSync(join(workingDirectory, name), { force: true });
}

/** Records what the state is now; without one, what was known is forgotten. */
export function recordKnownState(
  workingDirectory: string,
  known: Pick<KnownState, 'stack' | 'place'>,
  summary: StateSummary | undefined,
): void {
  const file = join(workingDirectory, name);
  if (summary === undefined) {
    forgetKnownState(workingDirectory);
    return;
  }
  const { lineage, serial, resources } = summary;
  const record: KnownState = {
    version: 1,
    ...known,
    lineage,
    serial,
    resources: resources.length,
    recorded: new Date().toISOString(),
  };
  writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
