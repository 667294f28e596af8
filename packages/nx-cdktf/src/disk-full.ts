import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Failure, messageOf } from './failure';

const FULL = /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/i;

/** Less than this, and a plan or a provider does not fit. */
const LITTLE = 1024 * 1024;

/**
 * Says that a disk is full where that is what an error means, before its own words; any other error stays as it is.
 *
 * @param directories where the command writes, beside the folder for temporary files
 */
export function explainFullDisk(error: unknown, directories: readonly string[]): unknown {
  const message = messageOf(error);
  const { code } = error as { readonly code?: unknown };
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
