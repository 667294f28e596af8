import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Failure, messageOf } from './failure';

const FULL = /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/i;

/** Less than this, and a plan or a provider does not fit. */
const LITTLE = 1024 * 1024;

/** What Node says where something may not be written, with what helps. */
const REFUSED: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only. Fix: mount it writable, or',
  EACCES: 'this user may not write there. Fix: give him the directory (chown, chmod), or',
  EPERM: 'this user may not change it. Fix: give him the directory (chown, chmod), or',
};

/**
 * Says why a command cannot write where it must, and what helps: a disk that is full or read-only, or a directory of
 * somebody else. Any other error stays as it is.
 */
export function explainDisk(error: unknown, directories: readonly string[]): unknown {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const refused = typeof code === 'string' ? REFUSED[code] : undefined;
  if (refused === undefined || typeof path !== 'string' || syscall === 'spawn') {
    return explainFullDisk(error, directories);
  }
  return new Failure(
    `disk: ${path} cannot be ${syscall === 'open' ? 'opened' : 'written'} (${code}): ${refused} let terraform work elsewhere: ` +
      'NX_CDKTF_DIRECTORY=<directory>.',
  );
}

/**
 * Says that a disk is full where that is what an error means, before its own words; any other error stays as it is.
 *
 * @param directories where the command writes, beside the folder for temporary files
 */
export function explainFullDisk(error: unknown, directories: readonly string[]): unknown {
  const message = messageOf(error);
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (!FULL.test(`${message} ${typeof code === 'string' ? code : ''}`)) {
    return error;
  }
  const full = [...directories, tmpdir()].flatMap((directory) => {
    const free = freeBytes(directory);
    return free !== undefined && free < LITTLE ? [`${directory} (${free} bytes free)`] : [];
  });
  const where = full.length === 0 ? 'where this command or terraform writes' : full.join(', ');
  const text = `disk: no space is left in ${where}. Fix: make room, and run the command again.\n\n${message}`;
  if (!(error instanceof Failure)) {
    return new Failure(text);
  }
  error.message = text;
  return error;
}

/** Whether hardly anything more can be written there. */
export function isFull(directory: string): boolean {
  return (freeBytes(directory) ?? LITTLE) < LITTLE / 16;
}

function freeBytes(directory: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
