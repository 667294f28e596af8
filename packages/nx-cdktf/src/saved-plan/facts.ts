import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Commit } from './manifest';

const run = promisify(execFile);

/** SHA-256 of a file. */
export function fileHash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** SHA-256 of a file that may not exist. */
export function optionalFileHash(path: string): string | undefined {
  return existsSync(path) ? fileHash(path) : undefined;
}

/** SHA-256 over the names and contents of everything below a directory. */
export function directoryHash(directory: string): string {
  const hash = createHash('sha256');
  for (const path of filesBelow(directory)) {
    const content = lstatSync(path).isSymbolicLink()
      ? `link ${readlinkSync(path)}`
      : fileHash(path);
    hash.update(`${relative(directory, path)}\0${content}\n`);
  }
  return hash.digest('hex');
}

/** The commit that is checked out, and whether something is not committed; undefined where there is no git repository. */
export async function commitInWords(directory: string): Promise<string | undefined> {
  try {
    // Both with one start of git.
    const status = await git(directory, [
      'status',
      '--porcelain=v2',
      '--branch',
      '--untracked-files=normal',
    ]);
    const id = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(status)?.[1];
    const isClean = status.split('\n').every((line) => line === '' || line.startsWith('#'));
    return isClean || id === undefined ? id : `${id.slice(0, 10)} and changes`;
  } catch {
    return undefined;
  }
}

/** The commit that is checked out, and a hash of what is not committed; undefined where there is no git repository. */
export async function currentCommit(directory: string): Promise<Commit | undefined> {
  try {
    const id = (await git(directory, ['rev-parse', 'HEAD'])).trim();
    const status = await git(directory, ['status', '--porcelain', '--untracked-files=all']);
    if (status === '') {
      return { id };
    }
    const hash = createHash('sha256').update(status);
    hash.update(await git(directory, ['diff', 'HEAD', '--binary']));
    for (const path of await untracked(directory)) {
      hash.update(`${path}\0${fileHash(path)}\n`);
    }
    return { id, uncommitted: hash.digest('hex') };
  } catch {
    // No git, no repository, or no commit yet.
    return undefined;
  }
}

async function untracked(directory: string): Promise<readonly string[]> {
  const list = await git(directory, [
    'ls-files',
    '--others',
    '--exclude-standard',
    '--full-name',
    '-z',
  ]);
  const top = (await git(directory, ['rev-parse', '--show-toplevel'])).trim();
  return list
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => join(top, path))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .sort();
}

async function git(directory: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', [...args], {
    cwd: directory,
    maxBuffer: 256 * 1024 * 1024,
    // A file system monitor or an index refresh must not write into the repository.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
  return stdout;
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}
