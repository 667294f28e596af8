import { type IgnorePattern, parseIgnoreLine } from './ignore-pattern';

/** Which lines a directory matched. Its children match these without being looked at. */
type Matches = readonly boolean[];

/** What a `.dockerignore` file says about one file or directory, seen from the directory that holds it. */
export interface IgnoreVerdict {
  readonly ignored: boolean;
  /** For a directory: what its own children are seen from. */
  readonly matches: Matches;
}

/**
 * Decides which files of a build context Docker would not send.
 *
 * Follows the builder's own rules, which are not those of git: patterns are anchored at the root of the context, `*`
 * stops at `/`, `**` does not, and the last matching line wins, with one exception. A line is not tried on a directory
 * that it could not change: one that leaves out what is out already does not count for what lies below. So the lines
 * `*`, an exception for every `*.js`, and `node_modules` send `node_modules/x/index.js`.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 * @see https://github.com/tonistiigi/fsutil
 */
export class Dockerignore {
  /** Parses the text of a `.dockerignore` file. `name` is used in errors. */
  static parse(text: string, name = '.dockerignore'): Dockerignore {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    return new Dockerignore(
      lines.flatMap((line, index) => parseIgnoreLine(line, `${name}:${index + 1}`) ?? []),
    );
  }

  /** Ignores nothing. */
  static readonly none = new Dockerignore([]);

  /** The exceptions, without a `*` or `**` at the end. Undefined where one could match in any directory. */
  private readonly exceptions: readonly string[] | undefined;

  private constructor(private readonly patterns: readonly IgnorePattern[]) {
    const exceptions = patterns.filter(({ exception }) => exception).map(({ text }) => text);
    const prefixes = exceptions.map((text) => text.replace(/\/\*\*$/, '').replace(/\/\*$/, ''));
    this.exceptions = prefixes.some((text) => /[*[\]?^\\]/.test(text)) ? undefined : prefixes;
  }

  /** The verdict on a path, with `/`, given what was found out about its directory; `[]` at the root. */
  verdict(path: string, parent: Matches): IgnoreVerdict {
    let ignored = false;
    const matches = this.patterns.map(({ exception, matches: matchesPath }, index) => {
      const matched = parent[index] === true || (exception === ignored && matchesPath(path));
      if (matched) {
        ignored = !exception;
      }
      return matched;
    });
    return { ignored, matches };
  }

  /** True when the file or directory is left out. Paths are relative to the context, with `/`. */
  ignores(path: string): boolean {
    const parts = path.split('/');
    let verdict: IgnoreVerdict = { ignored: false, matches: [] };
    for (let length = 1; length <= parts.length; length++) {
      verdict = this.verdict(parts.slice(0, length).join('/'), verdict.matches);
    }
    return verdict.ignored;
  }

  /** True when an ignored directory may still hold files that a later line lets back in. */
  mayReinclude(directory: string): boolean {
    if (this.exceptions === undefined) {
      return true;
    }
    return this.exceptions.some((pattern) => `${pattern}/`.startsWith(`${directory}/`));
  }
}
