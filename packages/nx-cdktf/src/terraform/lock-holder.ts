import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { StateLock } from '../state/state-lock';

/** What can be found out about who holds a lock: `elsewhere` is a machine that nobody here can look at. */
export type HolderLook = 'may be alive' | 'gone' | 'elsewhere';

/** How a look at a holder reaches the machine; a test gives its own. */
export interface Machine {
  readonly host: string;
  /** The names of the programs that run. @default - they cannot be listed */
  programs(): readonly string[] | undefined;
}

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  get host() {
    return hostname();
  },
  programs: () => linuxPrograms() ?? listedPrograms(),
};

/**
 * Looks whether the run that holds a lock can be alive: on this machine it is a process of terraform. Terraform writes
 * user and host into a lock, not the process.
 *
 * @param binary the name of the terraform that is used here, when it has another one
 */
export function lookAtHolder(
  { who }: Pick<StateLock, 'who'>,
  binary: string,
  machine: Machine = thisMachine,
): HolderLook {
  const host = who.slice(who.lastIndexOf('@') + 1);
  if (host === '' || host !== machine.host) {
    return 'elsewhere';
  }
  const programs = machine.programs();
  if (programs === undefined) {
    return 'elsewhere';
  }
  const names = new Set(['terraform', 'tofu', binary]);
  return programs.some((name) => names.has(name)) ? 'may be alive' : 'gone';
}

function linuxPrograms(): readonly string[] | undefined {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(programOf);
  } catch {
    return undefined;
  }
}

function programOf(processId: string): string {
  try {
    // The name in `comm` is cut off at 15 characters; the first argument is not.
    const [first = ''] = readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0');
    return first.slice(first.lastIndexOf('/') + 1);
  } catch {
    return '';
  }
}

function listedPrograms(): readonly string[] | undefined {
  const { status, stdout } = spawnSync('ps', ['-axo', 'comm='], {
    encoding: 'utf8',
    timeout: 5_000,
    killSignal: 'SIGKILL',
  });
  return status === 0
    ? stdout.split('\n').map((path) => path.trim().slice(path.trim().lastIndexOf('/') + 1))
    : undefined;
}
