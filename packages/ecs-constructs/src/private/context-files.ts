import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { Dockerignore } from './dockerignore';

/** A file of a build context that Docker would send. */
export type ContextFile =
  | { readonly kind: 'file'; readonly path: string; readonly executable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** What is read before an image is built. */
export interface BuildContext {
  readonly directory: string;
  /** Relative to the directory, with `/`. */
  readonly dockerfile: string;
  /** Sorted by path. Directories without files are left out: git does not keep them, so they must not count. */
  readonly files: readonly ContextFile[];
}

/** Reads which files of a directory belong to an image build. */
export function readBuildContext(directory: string, dockerfile = 'Dockerfile'): BuildContext {
  requireDirectory(directory);
  const name = requireDockerfile(directory, dockerfile);
  const ignoreFile = ignoreFileFor(directory, name);
  const ignore =
    ignoreFile === undefined
      ? Dockerignore.none
      : Dockerignore.parse(
          readFileSync(join(directory, ignoreFile), 'utf8'),
          join(directory, ignoreFile),
        );
  // Docker sends these two even where a pattern leaves them out, because the builder reads them.
  const always = new Set([name, ...(ignoreFile === undefined ? [] : [ignoreFile])]);
  const files = [...walk(directory, '', ignore, always)];
  return { directory, dockerfile: name, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** One line per file: everything that the image can depend on, and nothing else. */
export function fingerprint(context: BuildContext): readonly string[] {
  return context.files.map((file) =>
    file.kind === 'link'
      ? JSON.stringify(['link', file.path, file.target])
      : JSON.stringify([
          file.executable ? 'executable' : 'file',
          file.path,
          createHash('sha256').update(readContextFile(context, file.path)).digest('hex'),
        ]),
  );
}

/** The content of one file, with an error that says what to do. */
export function readContextFile(context: BuildContext, path: string): Buffer {
  try {
    return readFileSync(join(context.directory, path));
  } catch (error) {
    throw new Error(
      `image context ${context.directory}: ${path} cannot be read; got ${(error as Error).message}. ` +
        'Make it readable or list it in .dockerignore.',
    );
  }
}

function* walk(
  root: string,
  parent: string,
  ignore: Dockerignore,
  always: ReadonlySet<string>,
): Generator<ContextFile> {
  for (const entry of readdirSync(join(root, parent), { withFileTypes: true })) {
    const path = posix.join(parent, entry.name);
    const ignored = ignore.ignores(path);
    if (entry.isDirectory()) {
      const needed = [...always].some((name) => name.startsWith(`${path}/`));
      if (!ignored || needed || ignore.mayReinclude(path)) yield* walk(root, path, ignore, always);
    } else if (!ignored || always.has(path)) {
      yield describeEntry(root, path);
    }
  }
}

function describeEntry(root: string, path: string): ContextFile {
  const stats = lstatSync(join(root, path));
  if (stats.isSymbolicLink()) return { kind: 'link', path, target: readlinkSync(join(root, path)) };
  if (stats.isFile()) return { kind: 'file', path, executable: (stats.mode & 0o111) !== 0 };
  throw new Error(
    `image context ${root}: only files, directories and symbolic links can go into an image; got ` +
      `${path}, which is a socket, a pipe or a device. List it in .dockerignore.`,
  );
}

/** A `<Dockerfile name>.dockerignore` beside the Dockerfile goes before the one of the context. */
function ignoreFileFor(directory: string, dockerfile: string): string | undefined {
  return [`${dockerfile}.dockerignore`, '.dockerignore'].find((name) =>
    existsSync(join(directory, name)),
  );
}

function requireDirectory(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new Error(
    `image context: the context must be a directory that exists; got ${directory}. ` +
      'Give an absolute path, for example one built from __dirname.',
  );
}

function requireDockerfile(directory: string, dockerfile: string): string {
  const name = posix.normalize(dockerfile);
  if (isAbsolute(dockerfile) || name.startsWith('..')) {
    throw new Error(
      `image context ${directory}: the Dockerfile must lie inside the context; got ${dockerfile}. ` +
        'Give its path relative to the context.',
    );
  }
  if (!statSync(join(directory, name), { throwIfNoEntry: false })?.isFile()) {
    throw new Error(
      `image context ${directory}: there is no such Dockerfile; got ${dockerfile}. ` +
        'Set dockerfile to its path relative to the context.',
    );
  }
  return name;
}
