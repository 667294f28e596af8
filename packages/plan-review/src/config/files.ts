import { readFileSync, writeFileSync } from 'node:fs';

/** Reads a file for an option; the error names the option. */
export function readFile(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${option}: cannot read ${file}: ${reasonOf(error)}.`);
  }
}

/** Reads a JSON file for an option. The error never repeats the text, which may hold secrets. */
export function readJson(option: string, file: string): unknown {
  const text = readFile(option, file)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${option}: ${file} is not JSON. Fix: give the file as its tool wrote it.`);
  }
}

/** Writes a file for an option. */
export function writeFile(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
  } catch (error) {
    throw new Error(`${option}: cannot write ${file}: ${reasonOf(error)}.`);
  }
}

/** Why a file system call failed, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EISDIR: 'it is a directory',
    EACCES: 'permission denied',
    ENOSPC: 'the disk is full',
  };
  return (code === undefined ? undefined : reasons[code]) ?? messageOf(error);
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
