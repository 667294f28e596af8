import { spawnSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure';

/** A process, and when it started: an id alone is given to another program once its own is gone. */
interface Holder {
  readonly processId: number;
  /** As the system writes it. @default - it could not be found out */
  readonly started?: string;
}

/**
 * Takes a directory for this process: two commands in one directory would apply each other's plan.
 *
 * Returns the function that gives it back; it also goes back when the process ends. What a process that is gone left is
 * taken over.
 *
 * @throws Failure when another command works there
 */
export function takeRunLock(directory: string): () => void {
  const file = join(directory, 'run.lock');
  if (!create(file)) {
    const found = readFileSync(file, 'utf8');
    const holder = parse(found);
    if (isRunning(holder)) {
      throw new Failure(
        `run: another command works in ${directory}; process ${holder.processId}. Fix: wait until it ends, or end it.`,
      );
    }
    if (!removeStale(file, found) || !create(file)) {
      throw new Failure(
        `run: another command just started in ${directory}. Fix: wait until it ends.`,
      );
    }
  }
  const release = (): void => rmSync(file, { force: true });
  process.once('exit', release);
  return () => {
    process.off('exit', release);
    release();
  };
}

/** Whole or not at all: who reads it must not find it empty. */
function create(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid}\n${startOf(process.pid) ?? ''}\n`);
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Another command may have taken it over since it was read: then it is given back. */
function removeStale(file: string, found: string): boolean {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') === found) {
      return true;
    }
    linkSync(aside, file);
    return false;
  } catch {
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

function parse(text: string): Holder {
  const [processId = '', started = ''] = text.split('\n');
  return { processId: Number(processId), ...(started === '' ? {} : { started }) };
}

function isRunning({ processId, started }: Holder): boolean {
  if (!Number.isInteger(processId) || processId <= 0) {
    return false;
  }
  try {
    process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') {
      return false;
    }
  }
  const now = startOf(processId);
  return started === undefined || now === undefined || started === now;
}

/** When a process started; Linux tells it in /proc, other systems by ps. */
function startOf(processId: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name of the program may hold spaces and brackets; the 22nd field is the 20th after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(processId)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      timeout: 5_000,
      killSignal: 'SIGKILL',
    });
    return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
  }
}
