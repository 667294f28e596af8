import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { randomAccessKey, type AccessKey } from '../gateway/access-key';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity';

/**
 * What a daemon writes about itself into its directory, with the access key that its calls are signed with; the file is
 * also the directory's lock. Only its user may read it.
 */
export interface DaemonRecord extends ProcessIdentity, AccessKey {
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
      typeof record.token === 'string' &&
      typeof record.accessKeyId === 'string' &&
      typeof record.secretAccessKey === 'string';
    return complete ? (record as DaemonRecord) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Creates the directory for its user alone; throws one message with the fix when it cannot be written, or is open to
 * others and holds their things.
 */
export function prepareDirectory(directory: string): void {
  try {
    makeDirectory(directory);
    closeToOthers(directory);
    const probe = join(directory, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new Error(
      `local-aws: its directory cannot be written; got ${directory} (${code}). ` +
        'Allowed a directory of your own. Fix: LOCAL_AWS_DIRECTORY=<another directory>, or correct its permissions.',
    );
  }
}

/** Not mkdir's recursive option: on file systems like /proc it never comes back. */
function makeDirectory(directory: string, mode = 0o700): void {
  if (existsSync(directory)) {
    return;
  }
  makeDirectory(dirname(directory), 0o777);
  try {
    mkdirSync(directory, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}

/** A directory of an earlier version, or made by hand, may be open. One that holds other things is not ours to close. */
function closeToOthers(directory: string): void {
  const { mode } = statSync(directory);
  if ((mode & 0o077) === 0) {
    return;
  }
  const content = readdirSync(directory);
  if (content.length > 0 && !content.includes('daemon.log')) {
    throw new Error('open to others, and it holds other things');
  }
  chmodSync(directory, 0o700);
}

/** Takes the directory for this process. Throws when a living daemon holds it. */
export function claimDirectory(directory: string, port: number): DaemonRecord {
  const me = identifyProcess(process.pid);
  if (me === undefined) {
    throw new Error('local-aws: this system does not tell when a process began.');
  }
  const record: DaemonRecord = {
    ...me,
    port,
    token: randomBytes(24).toString('hex'),
    ...randomAccessKey(),
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(join(directory, RECORD), 'wx', 0o600);
      writeSync(file, JSON.stringify(record));
      closeSync(file);
      return record;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
      const other = readDaemonRecord(directory);
      if (other !== undefined && isAlive(other)) {
        throw directoryTaken(directory, other);
      }
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
