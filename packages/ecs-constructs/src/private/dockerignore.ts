import { posix } from 'node:path';

/** One line of a `.dockerignore` file. */
interface IgnorePattern {
  readonly pattern: string;
  /** Written with `!`: lets back in what an earlier line left out. */
  readonly exception: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * Decides which files of a build context Docker would not send.
 *
 * Follows Docker's own rules, which are not those of git: patterns are anchored at the root of the context, `*` stops
 * at `/`, `**` does not, the last matching line wins, and a match on a directory holds for everything below it.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export class Dockerignore {
  /** Parses the text of a `.dockerignore` file. `name` is used in errors. */
  static parse(text: string, name = '.dockerignore'): Dockerignore {
    const patterns = text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .flatMap((line, index) => parseLine(line, `${name}:${index + 1}`));
    return new Dockerignore(patterns);
  }

  /** Ignores nothing. */
  static readonly none = new Dockerignore([]);

  private readonly exceptions: readonly string[];
  private readonly hasWildException: boolean;

  private constructor(private readonly patterns: readonly IgnorePattern[]) {
    this.exceptions = patterns
      .filter(({ exception }) => exception)
      .map(({ pattern }) => pattern.replace(/\/\*+$/, ''));
    this.hasWildException = this.exceptions.some((pattern) => /[*?[\\]/.test(pattern));
  }

  /** True when Docker leaves the file or directory out. Paths are relative to the context, with `/`. */
  ignores(path: string): boolean {
    const self = [path, ...parentsOf(path)];
    return this.patterns.reduce(
      (ignored, { exception, matches }) =>
        exception === ignored && self.some((candidate) => matches(candidate))
          ? !exception
          : ignored,
      false,
    );
  }

  /** True when an ignored directory may still hold files that a later line lets back in. */
  mayReinclude(directory: string): boolean {
    if (this.hasWildException) return true;
    return this.exceptions.some((pattern) => `${pattern}/`.startsWith(`${directory}/`));
  }
}

function parseLine(line: string, where: string): readonly IgnorePattern[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.trim();
  if (trimmed === '') return [];
  const exception = trimmed.startsWith('!');
  const raw = exception ? trimmed.slice(1).trim() : trimmed;
  if (raw === '') {
    throw new Error(
      `${where}: a lone ! names nothing; got "!". Put a pattern behind it or remove it.`,
    );
  }
  const pattern = clean(raw);
  return [{ pattern, exception, matches: matcher(pattern, where) }];
}

/** Go's filepath.Clean, plus what Docker does to a leading slash. */
function clean(raw: string): string {
  const normal = posix.normalize(raw);
  const withoutTail = normal.length > 1 ? normal.replace(/\/+$/, '') : normal;
  return withoutTail.length > 1 ? withoutTail.replace(/^\//, '') : withoutTail;
}

/** `a/b/c` is below `a/b` and `a`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Go's filepath.Match extended by `**`, as a regular expression. */
function matcher(pattern: string, where: string): (path: string) => boolean {
  let source = '';
  let rest = pattern;
  const take = (length: number): string => {
    const head = rest.slice(0, length);
    rest = rest.slice(length);
    return head;
  };
  while (rest !== '') {
    if (rest.startsWith('**')) {
      take(2);
      if (rest.startsWith('/')) take(1);
      source += rest === '' ? '.*' : '(?:.*/)?';
    } else if (rest.startsWith('*')) {
      take(1);
      source += '[^/]*';
    } else if (rest.startsWith('?')) {
      take(1);
      source += '[^/]';
    } else if (rest.startsWith('[')) {
      const set = characterSet(rest, pattern, where);
      take(set.length);
      source += set.source;
    } else {
      // A backslash takes the next character literally; a trailing one is an error in Go.
      if (rest.startsWith('\\')) take(1);
      if (rest === '') throw badPattern(pattern, where, 'a trailing backslash escapes nothing');
      source += escape(String.fromCodePoint(rest.codePointAt(0) ?? 0));
      take(String.fromCodePoint(rest.codePointAt(0) ?? 0).length);
    }
  }
  const expression = new RegExp(`^${source}$`, 'su');
  return (path) => expression.test(path);
}

function characterSet(
  rest: string,
  pattern: string,
  where: string,
): { readonly source: string; readonly length: number } {
  const match = /^\[(\^?)((?:\\.|[^\]\\])+)\]/su.exec(rest);
  if (match === null) throw badPattern(pattern, where, 'a [ set is empty or not closed');
  const [whole, negated = '', members = ''] = match;
  const source = members.replace(/\\(.)|([\^[&~|])/gsu, (_, escaped?: string, special?: string) =>
    escape(escaped ?? special ?? ''),
  );
  try {
    new RegExp(`[${source}]`, 'u');
  } catch {
    throw badPattern(pattern, where, 'a [ set holds a range that runs backwards');
  }
  // In Go, as in a shell, a set never matches the separator.
  return { source: `(?!/)[${negated}${source}]`, length: whole.length };
}

function escape(character: string): string {
  // A hyphen may be escaped by a backslash only inside a set; its code means it everywhere.
  return character === '-' ? '\\x2d' : character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function badPattern(pattern: string, where: string, why: string): Error {
  return new Error(
    `${where}: not a valid pattern, ${why}; got ${JSON.stringify(pattern)}. Correct the line.`,
  );
}
