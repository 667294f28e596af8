import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildContext, readContextFile } from './context-files';

/**
 * Writes the files of a build context below `target`, and nothing that .dockerignore leaves out.
 *
 * Modes are set to one of two, so that the result does not depend on the umask of whoever checked the sources out.
 */
export function stageContext(context: BuildContext, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const file of context.files) {
    const path = join(target, file.path);
    mkdirSync(dirname(path), { recursive: true });
    if (file.kind === 'link') {
      symlinkSync(file.target, path);
    } else {
      writeFileSync(path, readContextFile(context, file.path));
      chmodSync(path, file.executable ? 0o755 : 0o644);
    }
  }
}
