import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity';

/** What a daemon writes about itself into its directory; the file is also the directory's lock. */
export interface DaemonRecord extends ProcessIdentity {
  readonly port: number;
  /** Proves to the daemon that a control request comes from someone who may read the directory. */
  readonly token: string;
}

const RECORD = 'daemon.json';

/** The record of the daemon that owns the directory now, or owned it last. */
export function readDaemonRecord(directory: string): DaemonRecord | undefined {
  try {
    const record = JSON.parse(
      readFileSync(join(directory, RECORD), 'utf8'),
    ) as Partial<DaemonRecord>;
    const complete =
      typeof record.pid === 'number' &&
      typeof record.began === 'string' &&
      typeof record.port === 'number' &&
      typeof record.token === 'string';
    return complete ? (record as DaemonRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Creates the directory; throws one message with the fix when it cannot be written. */
export function prepareDirectory(directory: string): void {
  try {
    makeDirectory(directory);
    const probe = join(directory, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Error(
      `local-aws: its directory cannot be written; got ${directory} (${(error as NodeJS.ErrnoException).code ?? String(error)}). ` +
        'Allowed a directory of your own. Fix: LOCAL_AWS_DIRECTORY=<another directory>, or correct its permissions.',
    );
  }
}

/** Not mkdir's recursive option: on file systems like /proc it never comes back. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Takes the directory for this process. Throws when a living daemon holds it. */
export function claimDirectory(directory: string, port: number): DaemonRecord {
  const me = identifyProcess(process.pid);
  if (me === undefined)
    throw new Error('local-aws: this system does not tell when a process began.');
  const record: DaemonRecord = { ...me, port, token: randomBytes(24).toString('hex') };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(join(directory, RECORD), 'wx', 0o600);
      writeSync(file, JSON.stringify(record));
      closeSync(file);
      return record;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = readDaemonRecord(directory);
      if (other !== undefined && isAlive(other)) throw directoryTaken(directory, other);
      rmSync(join(directory, RECORD), { force: true });
    }
  }
  throw new Error(
    `local-aws: cannot lock ${directory}; another start is under way. Fix: try again.`,
  );
}

/** Gives the directory back. */
export function releaseDirectory(directory: string): void {
  rmSync(join(directory, RECORD), { force: true });
}

/** The one message for "this directory's local AWS runs on another port". */
export function directoryTaken(directory: string, record: DaemonRecord): Error {
  return new Error(
    `local-aws: ${directory} already belongs to the local AWS on port ${record.port} (pid ${record.pid}). ` +
      `Fix: use it (LOCAL_AWS_PORT=${record.port}), stop it first, or set LOCAL_AWS_DIRECTORY to another directory.`,
  );
}
