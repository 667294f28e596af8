import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/** A process as it was when we started it: the number alone says nothing, numbers are reused. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process began, in the system's own words. Two processes with one pid differ in it. */
  readonly began: string;
}

/** Identifies a living process; undefined when there is none with this number. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const began = process.platform === 'linux' ? beganOnLinux(pid) : beganByPs(pid);
  return began === undefined ? undefined : { pid, began };
}

/** Whether exactly this process still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.began === identity.began;
}

/**
 * Ends a process group: SIGTERM, then SIGKILL after the grace time. Returns when it is gone.
 * Only for processes started as leaders of a group of their own.
 */
export async function endProcessGroup(identity: ProcessIdentity, graceMs: number): Promise<void> {
  if (!isAlive(identity)) {
    return;
  }
  signalGroup(identity.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline) {
    if (!isAlive(identity)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  signalGroup(identity.pid, 'SIGKILL');
  for (let attempt = 0; attempt < 100 && isAlive(identity); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Signals a whole process group; a group that is already gone is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: the group ended between the check and the signal.
  }
}

function beganOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses: fields count from the last ')'.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    // A zombie holds its number but runs nothing.
    return state === 'Z' || state === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function beganByPs(pid: number): string | undefined {
  const result = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const line = result.stdout?.trim() ?? '';
  if (result.status !== 0 || line === '' || line.startsWith('Z')) {
    return undefined;
  }
  return line.replace(/^\S+\s+/, '');
}
