import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { StateLock } from '../state/state-lock';
import { lockTime } from './diagnostics';

/** What can be found out about who holds a lock: `elsewhere` is a machine that nobody here can look at. */
export type HolderLook = 'may be alive' | 'gone' | 'elsewhere';

/** A program that runs. */
export interface Program {
  readonly name: string;
  /** In milliseconds since 1970. @default - not known */
  readonly began?: number;
}

/** How a look at a holder reaches the machine; a test gives its own. */
export interface Machine {
  readonly host: string;
  /** The programs that run. @default - they cannot be listed */
  programs(): readonly Program[] | undefined;
}

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  get host() {
    return hostname();
  },
  programs: () => linuxPrograms() ?? listedPrograms(),
};

/** The system counts starts in whole seconds, and its clock may have been set a little since. */
const SLACK_MILLISECONDS = 5_000;

/**
 * Looks whether the run that holds a lock can be alive: on this machine it is a process of terraform that began before the
 * lock was made. Terraform writes user and host into a lock, not the process.
 *
 * @param binary the name of the terraform that is used here, when it has another one
 */
export function lookAtHolder(
  lock: Pick<StateLock, 'who' | 'created'>,
  binary: string,
  machine: Machine = thisMachine,
): HolderLook {
  const host = lock.who.slice(lock.who.lastIndexOf('@') + 1);
  if (host === '' || host !== machine.host) {
    return 'elsewhere';
  }
  const programs = machine.programs();
  if (programs === undefined) {
    return 'elsewhere';
  }
  const names = new Set(['terraform', 'tofu', binary]);
  const made = lockTime(lock);
  const holds = ({ name, began }: Program): boolean =>
    names.has(name) &&
    (began === undefined || made === undefined || began <= made + SLACK_MILLISECONDS);
  return programs.some(holds) ? 'may be alive' : 'gone';
}

function linuxPrograms(): readonly Program[] | undefined {
  try {
    const booted = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]) * 1000;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((id) => programOf(id, booted));
  } catch {
    return undefined;
  }
}

function programOf(processId: string, booted: number): Program {
  try {
    // The name in `comm` is cut off at 15 characters; the first argument is not.
    const [first = ''] = readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0');
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name of the program may hold spaces and brackets; the 22nd field is the 20th after it, in hundredths of a second.
    const began = booted + Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]) * 10;
    return {
      name: first.slice(first.lastIndexOf('/') + 1),
      ...(Number.isFinite(began) ? { began } : {}),
    };
  } catch {
    return { name: '' };
  }
}

function listedPrograms(): readonly Program[] | undefined {
  const { status, stdout } = spawnSync('ps', ['-axo', 'lstart=,comm='], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: 5_000,
    killSignal: 'SIGKILL',
  });
  return status === 0 ? programsIn(stdout) : undefined;
}

/** Reads what `ps -axo lstart=,comm=` lists: `Thu Nov 26 18:45:01 2026 /usr/local/bin/terraform`. */
export function programsIn(listing: string): readonly Program[] {
  return listing.split('\n').map((line) => {
    const [, start = '', path = ''] =
      /^\s*(\S+\s+\S+\s+\d+ [\d:]+ \d{4})\s+(.*\S)/.exec(line) ?? [];
    const began = Date.parse(start);
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      ...(Number.isNaN(began) ? {} : { began }),
    };
  });
}
