import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
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
  const built = fresh
    ? []
    : projects
        .filter((project) => project !== '.')
        .map((project) => join(project, 'dist'))
        .filter((folder) => existsSync(join(root, folder)));
  copyFiles([...files, ...built], directory);
  for (const project of projects) {
    const packages = join(project, 'node_modules');
    if (existsSync(join(root, packages))) {
      symlinkSync(join(root, packages), join(directory, packages));
    }
  }
  if (!fresh) {
    takeNxCache(directory);
  }
}

/** With tar, which takes a tenth of what Node needs for some thousand small files. */
function copyFiles(paths: readonly string[], directory: string): void {
  mkdirSync(directory, { recursive: true });
  const copied = spawnSync('sh', ['-c', 'tar --null -T - -cf - | tar -xf - -C "$0"', directory], {
    cwd: root,
    input: paths.join('\0'),
    encoding: 'utf8',
  });
  if (copied.status !== 0 || copied.stderr !== '') {
    throw new Error(`tar of ${root} to ${directory}:\n${copied.stderr}`);
  }
}

/**
 * Shows the copy what Nx has built, and its record of it, without which it takes nothing from a cache. What it keeps goes
 * by the content of the sources, so the copy builds again whatever the workspace has not built as it is now, and keeps
 * that beside it.
 */
function takeNxCache(directory: string): void {
  const cache = resolve(root, process.env['NX_CACHE_DIRECTORY'] ?? '.nx/cache');
  const record = resolve(root, process.env['NX_WORKSPACE_DATA_DIRECTORY'] ?? '.nx/workspace-data');
  if (!existsSync(cache) || !existsSync(record)) {
    return;
  }
  const own = join(directory, '.nx', 'cache');
  mkdirSync(own, { recursive: true });
  // What a task left lies in a folder that is never written to again.
  for (const entry of readdirSync(cache, { withFileTypes: true })) {
    if (entry.isDirectory() && /^\d+$/.test(entry.name)) {
      symlinkSync(join(cache, entry.name), join(own, entry.name));
    } else {
      cpSync(join(cache, entry.name), join(own, entry.name), { recursive: true });
    }
  }
  // What is written and not yet in the database lies beside it. The rest, such as the project graph, is of the other path.
  for (const file of readdirSync(record).filter((name) => /\.db(-wal)?$/.test(name))) {
    cpSync(join(record, file), join(directory, '.nx', 'workspace-data', file));
  }
}
