import { createHash } from 'node:crypto';
import { chmodSync, closeSync, copyFileSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Enough to keep a disk busy; files of any size are read, one after the other, with no more memory than this. */
const chunk = Buffer.allocUnsafe(1 << 16);

/** SHA-256 of a file of a context, in hexadecimal digits. */
export function hashFile(root: string, path: string): string {
  return orExplain(root, path, () => hashOf(join(root, path)));
}

/**
 * Copies a file whose hash is known, and makes sure that the copy is that file: one that was written since it was hashed
 * would go into the image under a tag that stands for something else.
 *
 * @throws Error when it has changed
 */
export function copyFile(
  root: string,
  { path, sha256, executable }: { path: string; sha256: string; executable: boolean },
  target: string,
): void {
  orExplain(root, path, () => copyFileSync(join(root, path), target));
  chmodSync(target, executable ? 0o755 : 0o644);
  if (hashOf(target) === sha256) {
    return;
  }
  throw new Error(
    `image context ${root}: ${path} was written while the stack was synthesized; got another content than the tag ` +
      'of the image stands for. Synthesize again when nothing writes into the context, or list the file in .dockerignore.',
  );
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let size; (size = readSync(file, chunk, 0, chunk.length, null)) > 0;) {
      hash.update(chunk.subarray(0, size));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function orExplain<T>(root: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(
      `image context ${root}: ${path} cannot be read; got ${(error as Error).message}. ` +
        'Make it readable or list it in .dockerignore.',
    );
  }
}
