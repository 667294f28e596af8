import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/**
 * Copies the workspace as it is: the files that git knows or would take, and what is built. Packages are not installed
 * a second time. Two commands in one workspace write to the same outputs; each in a copy of its own, they do not meet.
 */
export function copyWorkspace(directory: string): void {
  const listed = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (listed.status !== 0) {
    throw new Error(`git ls-files in ${root}:\n${listed.stderr}`);
  }
  // A file that is deleted and not yet committed is listed all the same.
  const files = listed.stdout
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  const projects = files
    .filter((file) => file.endsWith('package.json'))
    .map((file) => dirname(file));
  const copy = (path: string): void => {
    if (existsSync(join(root, path))) {
      cpSync(join(root, path), join(directory, path), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
  };
  files.forEach(copy);
  for (const project of projects) {
    if (project !== '.') {
      copy(join(project, 'dist'));
    }
    const packages = join(project, 'node_modules');
    if (existsSync(join(root, packages))) {
      symlinkSync(join(root, packages), join(directory, packages));
    }
  }
}
