import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { SITE_CUSTOMIZE } from './moto-hook';

/** What moto needs on the disk. */
export interface MotoDirectory {
  /** Where moto listens: a socket that only this user reaches, because only this user may enter its directory. */
  readonly socketPath: string;
  /** For PYTHONPATH. */
  readonly hookDirectory: string;
}

/** The shortest limit there is, of macOS, with the byte that ends it. Linux has 108. */
const MAXIMUM_SOCKET_PATH = 103;
const PREFIX = 'local-aws-moto-';

/** Makes moto's directory anew, whatever an earlier run left of it. */
export function prepareMotoDirectory(directory: string): MotoDirectory {
  removeMotoDirectory(directory);
  const own = join(directory, 'moto');
  const hookDirectory = join(own, 'python');
  mkdirSync(hookDirectory, { recursive: true, mode: 0o700 });
  // The mode of mkdir is for the last of the directories, and the umask takes from it.
  for (const path of [own, hookDirectory]) {
    chmodSync(path, 0o700);
  }
  writeFileSync(join(hookDirectory, 'sitecustomize.py'), SITE_CUSTOMIZE, { mode: 0o600 });
  return { hookDirectory, socketPath: socketIn(own) };
}

/** Removes what `prepareMotoDirectory` made. */
export function removeMotoDirectory(directory: string): void {
  const own = join(directory, 'moto');
  try {
    const elsewhere = readlinkSync(join(own, 'elsewhere'));
    if (basename(elsewhere).startsWith(PREFIX)) {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  } catch {
    // The usual case: the socket is in the directory itself.
  }
  rmSync(own, { recursive: true, force: true });
}

/** A workspace may lie too deep for a socket: then it is in a directory for temporary files, made for this user alone. */
function socketIn(own: string): string {
  const fits = (path: string): boolean => Buffer.byteLength(path) <= MAXIMUM_SOCKET_PATH;
  const socketPath = join(own, 'socket');
  if (fits(socketPath)) {
    return socketPath;
  }
  const base = [tmpdir(), '/tmp'].find((path) => fits(join(path, `${PREFIX}XXXXXX`, 'socket')));
  const elsewhere = mkdtempSync(join(base ?? dirname(own), PREFIX));
  // So that the next start or stop finds it, after this daemon was killed.
  symlinkSync(elsewhere, join(own, 'elsewhere'));
  return join(elsewhere, 'socket');
}
