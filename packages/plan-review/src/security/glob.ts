/**
 * One place of a pattern.
 *
 * A policy variable (`${aws:username}`) is one letter of its own: it stands for text that nobody knows here, so it is
 * matched by itself and by `*`, never by `?`.
 */
export type GlobToken =
  | { readonly kind: 'letter'; readonly letter: string }
  /** `?`; within one segment of an ARN it is no colon. */
  | { readonly kind: 'one'; readonly noColon: boolean }
  /** `*`; within one segment of an ARN it crosses no colon. */
  | { readonly kind: 'many'; readonly noColon: boolean };

/** A pattern that text matches as a whole. */
export interface Glob {
  readonly tokens: readonly GlobToken[];
  /** Equal for equal patterns. */
  readonly key: string;
  /** What every match begins with, up to the first wildcard, variable or masked value. */
  readonly prefix: string;
  /** Whether everything that begins with the prefix matches: `arn:aws:s3:::bucket/*`. @default - not seen at a glance */
  readonly open?: boolean;
  /** The one text that matches, where it is plain to see: most patterns have no wildcard, variable or masked value. */
  readonly literal?: string;
}

/** How a text is read. */
export interface GlobSyntax {
  /** Whether `*` and `?` are wildcards. @default true */
  readonly wildcards?: boolean;
  /** Whether `${...}` is a policy variable; `${*}`, `${?}` and `${$}` are then plain characters. @default true */
  readonly variables?: boolean;
  /** Whether wildcards stay within one of the first five segments of an ARN. @default false */
  readonly arnSegments?: boolean;
}

// A masked value (see masking/marker) is like a variable: equal to itself, and otherwise it may hold anything.
const maskedOrCharacter = /\ufdd0\d+\ufdd1|[^]/gu;
const variableOrCharacter = /\ufdd0\d+\ufdd1|\$\{[^{}]*\}|[^]/gu;
const escapes: Readonly<Record<string, string>> = { '${*}': '*', '${?}': '?', '${$}': '$' };

/** Reads a pattern as IAM does. */
export function parseGlob(text: string, syntax: GlobSyntax = {}): Glob {
  return new Pattern(text, syntax);
}

const special = /[*?\ufdd0]|\$\{/;
const variable = /\ufdd0|\$\{/;

/** A pattern that is read letter by letter only when somebody asks for it: most are compared as a whole. */
class Pattern implements Glob {
  readonly literal?: string;
  readonly open?: boolean;
  private letters: readonly GlobToken[] | undefined;
  private written: string | undefined;
  private start: string | undefined;

  constructor(
    private readonly text: string,
    private readonly syntax: GlobSyntax,
  ) {
    const at = text.search(syntax.wildcards === false ? variable : special);
    if (at < 0) {
      this.literal = text;
      this.start = text;
    } else if (text[at] === '*' || text[at] === '?') {
      this.start = text.slice(0, at);
      this.open = text[at] === '*' && at === text.length - 1 && syntax.arnSegments !== true;
    }
  }

  get tokens(): readonly GlobToken[] {
    return (this.letters ??= tokensOf(this.text, this.syntax));
  }

  get key(): string {
    return (this.written ??= keyOf(this.tokens));
  }

  get prefix(): string {
    return (this.start ??= prefixOf(this.tokens));
  }
}

function tokensOf(text: string, syntax: GlobSyntax): readonly GlobToken[] {
  const { wildcards = true, variables = true, arnSegments = false } = syntax;
  const tokens: GlobToken[] = [];
  let colons = 0;
  const parts = variable.test(text)
    ? (text.match(variables ? variableOrCharacter : maskedOrCharacter) ?? [])
    : text;
  for (const part of parts) {
    const noColon = arnSegments && colons < 5;
    if (wildcards && part === '*') {
      const last = tokens.at(-1);
      if (last?.kind !== 'many' || last.noColon !== noColon) {
        tokens.push({ kind: 'many', noColon });
      }
    } else if (wildcards && part === '?') {
      tokens.push({ kind: 'one', noColon });
    } else {
      tokens.push(letterToken(escapes[part] ?? part));
      colons += part === ':' ? 1 : 0;
    }
  }
  return tokens;
}

/** Policies repeat few letters many thousand times; each is one object. */
function letterToken(letter: string): GlobToken {
  const known = letterTokens.get(letter);
  if (known !== undefined) {
    return known;
  }
  const token: GlobToken = { kind: 'letter', letter };
  // A variable or a masked value is longer, and seldom the same.
  if (letter.length === 1) {
    letterTokens.set(letter, token);
  }
  return token;
}

const letterTokens = new Map<string, GlobToken>();

/** A pattern for exactly this text. */
export function exactly(text: string): Glob {
  return parseGlob(text, { wildcards: false, variables: false });
}

export const anything: Glob = parseGlob('*');

/** Whether a letter stands for a policy variable or a masked value: it is longer than a character. */
export function isVariable(letter: string): boolean {
  return letter.length > 2;
}

export function hasVariable(glob: Glob): boolean {
  return (
    glob.literal === undefined &&
    glob.tokens.some((token) => token.kind === 'letter' && isVariable(token.letter))
  );
}

/** The same pattern with `*` in place of its variables: it matches at least as much. */
export function withoutVariables(glob: Glob): Glob {
  if (glob.literal !== undefined) {
    return glob;
  }
  const tokens = glob.tokens.map((token): GlobToken =>
    token.kind === 'letter' && isVariable(token.letter) ? { kind: 'many', noColon: false } : token,
  );
  return { tokens, key: keyOf(tokens), prefix: glob.prefix };
}

/** The letters of a pattern without wildcards; undefined when it has some. */
export function lettersOf(glob: Glob): string[] | undefined {
  const letters: string[] = [];
  for (const token of glob.tokens) {
    if (token.kind !== 'letter') {
      return undefined;
    }
    letters.push(token.letter);
  }
  return letters;
}

function keyOf(tokens: readonly GlobToken[]): string {
  let key = '';
  for (const token of tokens) {
    // Two characters for each place; a variable is closed by its own brace or mark.
    key +=
      token.kind === 'letter'
        ? `=${token.letter}`
        : `${token.kind === 'many' ? '*' : '?'}${token.noColon ? ':' : ' '}`;
  }
  return key;
}

function prefixOf(tokens: readonly GlobToken[]): string {
  let prefix = '';
  for (const token of tokens) {
    if (token.kind !== 'letter' || isVariable(token.letter)) {
      break;
    }
    prefix += token.letter;
  }
  return prefix;
}

/** A text that matches. */
export function shortestMatch(glob: Glob): string {
  return glob.tokens
    .map((token) => (token.kind === 'letter' ? token.letter : token.kind === 'one' ? 'x' : ''))
    .join('');
}

/** A quick look: whether some text may match both patterns. */
export function mayMeet(a: Glob, b: Glob): boolean {
  return a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
}

/**
 * Positions in a pattern that a reader can be at: position n is before token n, and the number of tokens is the end.
 */
export type GlobState = readonly number[];

export function start(glob: Glob): GlobState {
  const state: number[] = [];
  enter(glob, state, 0);
  return state;
}

/** Reads one more letter. An empty state never matches again. */
export function step(glob: Glob, state: GlobState, letter: string): GlobState {
  const next: number[] = [];
  for (const position of state) {
    const token = glob.tokens[position];
    if (token !== undefined && accepts(token, letter)) {
      enter(glob, next, token.kind === 'many' ? position : position + 1);
    }
  }
  return next;
}

export function matchesAt(glob: Glob, state: GlobState): boolean {
  return state.includes(glob.tokens.length);
}

/** Whether a text without variables matches. */
export function matchesText(glob: Glob, text: string): boolean {
  if (glob.literal !== undefined) {
    return glob.literal === text;
  }
  return text.startsWith(glob.prefix) && (glob.open === true || matchesLetters(glob, [...text]));
}

/** Whether a whole text, letter by letter, matches. */
export function matchesLetters(glob: Glob, letters: readonly string[]): boolean {
  let state = start(glob);
  for (const letter of letters) {
    state = step(glob, state, letter);
    if (state.length === 0) {
      return false;
    }
  }
  return matchesAt(glob, state);
}

function accepts(token: GlobToken, letter: string): boolean {
  switch (token.kind) {
    case 'letter':
      return token.letter === letter;
    case 'one':
      return !isVariable(letter) && !(token.noColon && letter === ':');
    case 'many':
      // A variable may hold a colon, so a wildcard of one segment does not take it.
      return !token.noColon || (letter !== ':' && !isVariable(letter));
  }
}

/** Adds a position, and those that are reached from it without reading: `*` matches nothing too. */
function enter(glob: Glob, state: number[], position: number): void {
  if (!state.includes(position)) {
    state.push(position);
    if (glob.tokens[position]?.kind === 'many') {
      enter(glob, state, position + 1);
    }
  }
}
