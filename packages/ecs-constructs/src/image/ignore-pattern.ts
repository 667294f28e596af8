import { posix } from 'node:path';

/** One line of a `.dockerignore` file, as the builder reads it. */
export interface IgnorePattern {
  /** Cleaned, without the exclamation mark. */
  readonly text: string;
  /** Written with `!`: lets back in what an earlier line left out. */
  readonly exception: boolean;
  readonly matches: (path: string) => boolean;
}

/** Characters that the builder takes literally. `{`, `|` and `}` are none of them: there they mean what they mean in a regular expression. */
const LITERAL = '.+()$';

/**
 * Reads one line; `where` names it in errors. Nothing for comments and empty lines.
 *
 * A pattern becomes a regular expression by the steps of the builder's own matcher, its oddities included: a set such as
 * `[^a]` matches a slash, and `**name` without a slash matches the end of a name.
 *
 * @see https://github.com/moby/patternmatcher
 */
export function parseIgnoreLine(line: string, where: string): IgnorePattern | undefined {
  if (line.startsWith('#')) {
    return undefined;
  }
  const trimmed = line.trim();
  if (trimmed === '') {
    return undefined;
  }
  const exception = trimmed.startsWith('!');
  const raw = exception ? trimmed.slice(1).trim() : trimmed;
  const text = raw === '' ? '' : clean(raw);
  if (exception && (text === '' || text === '/')) {
    throw new Error(
      `${where}: a lone ! names nothing; got ${JSON.stringify(trimmed)}. Put a pattern behind it or remove it.`,
    );
  }
  requireSets(text, where);
  return { text, exception, matches: matcher(text, where) };
}

/** Go's filepath.Clean, plus what Docker does to a leading slash. */
function clean(raw: string): string {
  const normal = posix.normalize(raw);
  const withoutTail = normal.length > 1 ? normal.replace(/\/+$/, '') : normal;
  return withoutTail.length > 1 ? withoutTail.replace(/^\//, '') : withoutTail;
}

function matcher(pattern: string, where: string): (path: string) => boolean {
  const { source, form } = translate(pattern, where);
  if (form === 'exact') {
    return (path) => path === pattern;
  }
  if (form === 'prefix') {
    return (path) => path.startsWith(pattern.slice(0, -2));
  }
  if (form === 'suffix') {
    const end = pattern.slice(2);
    return (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1));
  }
  try {
    const expression = new RegExp(`^${inJavaScript(source)}$`, 'su');
    return (path) => expression.test(path);
  } catch {
    throw badPattern(pattern, where, 'it makes no regular expression, as the builder would do');
  }
}

/** Whether the pattern needs an expression at all, and which: in the syntax of the builder, which is Go's. */
function translate(pattern: string, where: string) {
  const characters = [...pattern];
  let source = '';
  let form: 'exact' | 'prefix' | 'suffix' | 'expression' = 'exact';
  for (let at = 0; at < characters.length; at++) {
    const first = at === 0;
    const character = characters[at] ?? '';
    if (character === '*' && characters[at + 1] === '*') {
      at += characters[at + 2] === '/' ? 2 : 1;
      const last = at === characters.length - 1;
      source += last ? '.*' : '(.*/)?';
      form = last && form === 'exact' ? 'prefix' : 'expression';
      if (first) {
        form = 'suffix';
      }
    } else if (character === '*' || character === '?') {
      source += character === '*' ? '[^/]*' : '[^/]';
      form = 'expression';
    } else if (character === '\\') {
      source += escaped(characters[++at], pattern, where);
      form = 'expression';
    } else {
      source += LITERAL.includes(character) ? `\\${character}` : character;
      if (character === '[' || character === ']') {
        form = 'expression';
      }
    }
  }
  return { source, form };
}

function escaped(character: string | undefined, pattern: string, where: string): string {
  if (character === undefined) {
    throw badPattern(pattern, where, 'a trailing backslash escapes nothing');
  }
  if (/[a-z0-9]/i.test(character)) {
    throw badPattern(
      pattern,
      where,
      `to the builder, a backslash before ${character} is no letter but a class of a regular expression`,
    );
  }
  // In this flavour of expressions, only characters with a meaning may stand behind a backslash.
  if (character === '-') {
    return '\\x2d';
  }
  return /[\^$.*+?()[\]{}|/\\]/.test(character) ? `\\${character}` : character;
}

/** Braces and a closing bracket stand for themselves in Go where they close or repeat nothing; here they must be escaped. */
function inJavaScript(source: string): string {
  const parts = source.match(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|./gsu) ?? [];
  return parts
    .map((part) => {
      if (/^\{\d/.test(part)) {
        return part;
      }
      return part.length === 1 && '{}]'.includes(part) ? `\\${part}` : part;
    })
    .join('');
}

const MEMBER = String.raw`(?:\\.|[^\\\]-])`;
const SET = new RegExp(String.raw`^\[(?!\^\])\^?((?:${MEMBER}(?:-${MEMBER})?)+)\]`, 'su');
const RANGE = new RegExp(`(${MEMBER})-(${MEMBER})`, 'gsu');

/** The builder first asks Go's filepath.Match whether the pattern is one; that is stricter about sets. */
function requireSets(pattern: string, where: string): void {
  let rest = pattern;
  while (rest !== '') {
    if (rest.startsWith('[')) {
      const [set = '', members = ''] = SET.exec(rest) ?? [];
      if (set === '') {
        throw badPattern(pattern, where, 'a [ set is empty or not closed');
      }
      if ([...members.matchAll(RANGE)].some(runsBackwards)) {
        throw badPattern(pattern, where, 'a [ set holds a range that runs backwards');
      }
      rest = rest.slice(set.length);
    } else {
      rest = rest.slice(rest.startsWith('\\') ? 2 : 1);
    }
  }
}

function runsBackwards([, from = '', to = '']: readonly string[]): boolean {
  const [low, high] = [from, to].map((end) => end.replace(/^\\/, '').codePointAt(0) ?? 0);
  return (low ?? 0) > (high ?? 0);
}

function badPattern(pattern: string, where: string, why: string): Error {
  return new Error(
    `${where}: not a valid pattern, ${why}; got ${JSON.stringify(pattern)}. Correct the line.`,
  );
}
