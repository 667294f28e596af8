import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { byText } from '../support/text-order';
import { requireDirectory, requireDockerfile } from './context-checks';
import { hashFile } from './context-file-content';
import { requireNoOutput, requireNoState } from './context-leftovers';
import { Dockerignore, type IgnoreVerdict } from './dockerignore';

/** What Docker would send of a build context. Directories are listed only where nothing below them is. */
export type ContextEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly executable: boolean;
      readonly sha256: string;
    }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'directory'; readonly path: string };

/** What is read before an image is built. */
export interface BuildContext {
  readonly directory: string;
  /** Relative to the directory, with `/`. */
  readonly dockerfile: string;
  /** Sorted by path. */
  readonly entries: readonly ContextEntry[];
  /** What `.dockerignore` says. */
  readonly ignore: Dockerignore;
}

/** Reads which files of a directory belong to an image build, and what is in them. */
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
  // The builder reads these two even where a pattern leaves them out.
  const read = [name, ...(ignoreFile === undefined ? [] : [ignoreFile])];
  const always = new Set(read.flatMap((path) => [...throughLinks(directory, path)]));
  const entries = [...new Walk(directory, ignore, always).below('', [])];
  const context = {
    directory,
    dockerfile: name,
    entries: entries.sort((a, b) => byText(a.path, b.path)),
    ignore,
  };
  const unreached = [...always].find((path) => !entries.some((entry) => entry.path === path));
  if (unreached !== undefined) {
    throw badLink(directory, unreached, 'a directory above it that is a link');
  }
  return context;
}

/** One line per entry: everything that the image can depend on, and nothing else. */
export function fingerprint(context: BuildContext): readonly string[] {
  return context.entries.map((entry) => {
    if (entry.kind === 'link') {
      return JSON.stringify(['link', entry.path, entry.target]);
    }
    if (entry.kind === 'directory') {
      return JSON.stringify(['directory', entry.path]);
    }
    return JSON.stringify([entry.executable ? 'executable' : 'file', entry.path, entry.sha256]);
  });
}

/** One walk through a context, in which a directory is left out as a whole where the builder does not look into it. */
class Walk {
  constructor(
    private readonly root: string,
    private readonly ignore: Dockerignore,
    private readonly always: ReadonlySet<string>,
  ) {}

  *below(parent: string, matches: IgnoreVerdict['matches']): Generator<ContextEntry> {
    for (const name of this.names(parent)) {
      const path = posix.join(parent, name);
      const verdict = this.ignore.verdict(path, matches);
      const stats = lstatSync(join(this.root, path), { throwIfNoEntry: false });
      if (stats?.isDirectory() === true) {
        yield* this.directory(path, verdict);
      } else if (!verdict.ignored || this.always.has(path)) {
        yield describe(this.root, path);
      }
    }
  }

  private *directory(path: string, verdict: IgnoreVerdict): Generator<ContextEntry> {
    const needed = [...this.always].some((name) => name.startsWith(`${path}/`));
    if (verdict.ignored && !needed && !this.ignore.mayReinclude(path)) {
      return;
    }
    if (!verdict.ignored) {
      requireNoOutput(this.root, path, { ignored: false });
    }
    const entries = [...this.below(path, verdict.matches)];
    if (entries.length > 0) {
      requireNoOutput(this.root, path, verdict);
    } else if (!verdict.ignored) {
      yield { kind: 'directory', path };
    }
    yield* entries;
  }

  private *names(parent: string): Generator<string> {
    for (const bytes of readdirSync(join(this.root, parent), { encoding: 'buffer' })) {
      const name = bytes.toString('utf8');
      if (Buffer.from(name, 'utf8').equals(bytes)) {
        yield name;
      } else {
        this.refuseName(posix.join(parent, name));
      }
    }
  }

  /** The name cannot travel to the builder, nor be written into a hash. Where it is left out, nobody misses it. */
  private refuseName(path: string): void {
    if (this.ignore.ignores(path)) {
      return;
    }
    throw new Error(
      `image context ${this.root}: names of files must be UTF-8; got ${path}, with other bytes where \uFFFD stands. ` +
        'Rename it, or leave it out with the line ' +
        `${path.replace(/\uFFFD+/g, '*')} at the end of .dockerignore.`,
    );
  }
}

function describe(root: string, path: string): ContextEntry {
  const stats = lstatSync(join(root, path));
  requireNoState(root, path);
  if (stats.isSymbolicLink()) {
    return { kind: 'link', path, target: readlinkSync(join(root, path)) };
  }
  if (stats.isFile()) {
    const executable = (stats.mode & 0o111) !== 0;
    return { kind: 'file', path, executable, sha256: hashFile(root, path) };
  }
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

/**
 * A file that the builder reads, and where it leads if it is a link. The builder follows links inside the directory of the
 * file, which is the root of absolute ones.
 */
function* throughLinks(directory: string, name: string): Generator<string> {
  const base = posix.dirname(name);
  let path = name;
  for (let hops = 0; hops < 40; hops++) {
    yield path;
    const stats = lstatSync(join(directory, path), { throwIfNoEntry: false });
    if (stats?.isSymbolicLink() !== true) {
      if (stats?.isFile() === true) {
        return;
      }
      break;
    }
    const target = readlinkSync(join(directory, path));
    path = posix.join(isAbsolute(target) ? base : posix.dirname(path), target);
    if (posix.relative(base, path).startsWith('..')) {
      break;
    }
  }
  throw badLink(directory, name, readlinkSync(join(directory, name)));
}

function badLink(directory: string, name: string, got: string): Error {
  return new Error(
    `image context ${directory}: ${name} is reached through a link, which the builder follows only inside the directory ` +
      `of the file; got ${got}. Put the file itself there.`,
  );
}
