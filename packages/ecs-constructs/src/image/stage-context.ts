import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyFile } from './context-file-content';
import type { BuildContext } from './context-files';

/**
 * Writes what Docker would send of a build context below `target`, and nothing that .dockerignore leaves out.
 *
 * Modes are set, of directories too, so that the result does not depend on the umask of whoever checked the sources out
 * or synthesizes: 0755 for directories and what somebody may execute, 0644 for all other files.
 */
export function stageContext(context: BuildContext, target: string): void {
  mkdirSync(target, { recursive: true });
  chmodSync(target, 0o755);
  const made = new Set<string>();
  const makeDirectory = (path: string): void => {
    if (path === '.' || made.has(path)) {
      return;
    }
    makeDirectory(dirname(path));
    mkdirSync(join(target, path));
    chmodSync(join(target, path), 0o755);
    made.add(path);
  };
  for (const entry of context.entries) {
    makeDirectory(entry.kind === 'directory' ? entry.path : dirname(entry.path));
    const path = join(target, entry.path);
    if (entry.kind === 'link') {
      symlinkSync(entry.target, path);
    } else if (entry.kind === 'file') {
      copyFile(context.directory, entry, path);
    }
  }
}
