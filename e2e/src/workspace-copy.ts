import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = join(__dirname, '..', '..');

/**
 * Copies the workspace: the files that git knows or would take, and unless it is to be `fresh` as a clone, what is built.
 * Packages are not installed a second time. Two commands in one workspace write to the same outputs; each in a copy of its
 * own, they do not meet.
 */
export function copyWorkspace(directory: string, { fresh }: { readonly fresh: boolean }): void {
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
    if (project !== '.' && !fresh) {
      copy(join(project, 'dist'));
    }
    const packages = join(project, 'node_modules');
    if (existsSync(join(root, packages))) {
      symlinkSync(join(root, packages), join(directory, packages));
    }
  }
  if (!fresh) {
    copyNxCache(directory);
  }
}

/**
 * Copies what Nx has built, and its record of it, without which it takes nothing from a cache. What it keeps goes by the
 * content of the sources, so the copy builds again whatever the workspace has not built as it is now.
 */
function copyNxCache(directory: string): void {
  const cache = resolve(root, process.env['NX_CACHE_DIRECTORY'] ?? '.nx/cache');
  const record = resolve(root, process.env['NX_WORKSPACE_DATA_DIRECTORY'] ?? '.nx/workspace-data');
  if (!existsSync(cache) || !existsSync(record)) {
    return;
  }
  cpSync(cache, join(directory, '.nx', 'cache'), { recursive: true });
  // What is written and not yet in the database lies beside it. The rest, such as the project graph, is of the other path.
  for (const file of readdirSync(record).filter((name) => /\.db(-wal)?$/.test(name))) {
    cpSync(join(record, file), join(directory, '.nx', 'workspace-data', file));
  }
}
