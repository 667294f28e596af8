import {
  anything,
  hasVariable,
  lettersOf,
  matchesAt,
  matchesLetters,
  matchesText,
  mayMeet,
  shortestMatch,
  start,
  step,
  withoutVariables,
  type Glob,
  type GlobState,
} from './glob';
import { spend } from './effort';

/** All texts that match one of the patterns, or with `negated` all that match none. */
export interface TextSet {
  readonly globs: readonly Glob[];
  readonly negated: boolean;
}

/** Whether some value lies in all of several sets. */
export type Search =
  | { readonly found: false }
  /** `exact` is false when the value may exist but nobody can tell; `example` then may be wrong. */
  | { readonly found: true; readonly exact: boolean; readonly example: string };

const nothing: Search = { found: false };

/** More states than any policy of 10 KB has in practice; beyond it the answer is "maybe". */
const mostStates = 20_000;

/**
 * Looks for a text that lies in all of the sets.
 *
 * `found: false` is a proof. The search walks all patterns at once, letter by letter (subset construction of the
 * product automaton), so containment of patterns with any number of `*` and `?` is exact.
 */
export function findText(sets: readonly TextSet[]): Search {
  const [only, ...more] = sets;
  const literal = only?.globs[0]?.literal;
  // Most constraints stand alone and are plain texts: the first of them will do.
  if (more.length === 0 && literal !== undefined && only?.negated === false) {
    return { found: true, exact: !only.globs.some(hasVariable), example: literal };
  }
  const positives = sets.filter((set) => !set.negated).map((set) => set.globs);
  const excluded = sets.filter((set) => set.negated).flatMap((set) => set.globs);
  if (positives.length > 1 && positives.some((globs) => globs.some(hasVariable))) {
    return findWithVariables(positives, excluded);
  }
  const found = findInAll(positives, excluded);
  const variables = [...positives.flat(), ...excluded].some(hasVariable);
  return found.found && variables ? { ...found, exact: false } : found;
}

/**
 * Two patterns with variables can meet although their letters differ: `${a}` may stand for the text of the other. So
 * emptiness is claimed only from one of them alone, or with the variables opened to anything.
 */
function findWithVariables(
  positives: readonly (readonly Glob[])[],
  excluded: readonly Glob[],
): Search {
  const opened = findInAll(
    positives.map((globs) => globs.map(withoutVariables)),
    excluded,
  );
  if (!opened.found || positives.some((globs) => !findInAll([globs], excluded).found)) {
    return nothing;
  }
  return { ...opened, exact: false };
}

function findInAll(positives: readonly (readonly Glob[])[], excluded: readonly Glob[]): Search {
  // The set with the fewest patterns leads; each of its patterns is searched alone.
  const [lead, ...others] =
    positives.length === 0
      ? [[anything]]
      : [...positives].sort((a, b) => a.length - b.length || wildcards(a) - wildcards(b));
  let maybe: Search = nothing;
  for (const glob of lead ?? []) {
    const found = findIn(glob, others, excluded);
    if (found.found && found.exact) {
      return found;
    }
    maybe = found.found ? found : maybe;
  }
  return maybe;
}

function wildcards(globs: readonly Glob[]): number {
  return globs.filter((glob) => glob.literal === undefined && lettersOf(glob) === undefined).length;
}

function findIn(
  glob: Glob,
  others: readonly (readonly Glob[])[],
  excluded: readonly Glob[],
): Search {
  const { literal } = glob;
  if (literal !== undefined) {
    const inAll = others.every((globs) => globs.some((other) => matchesText(other, literal)));
    return inAll && !excluded.some((other) => matchesText(other, literal))
      ? { found: true, exact: true, example: literal }
      : nothing;
  }
  const letters = lettersOf(glob);
  if (letters !== undefined) {
    const inAll = others.every((globs) => globs.some((other) => matchesLetters(other, letters)));
    return inAll && !excluded.some((other) => matchesLetters(other, letters))
      ? { found: true, exact: true, example: letters.join('') }
      : nothing;
  }
  // From here on the pattern has wildcards, so it equals no plain text.
  const near = (globs: readonly Glob[]): Glob[] => globs.filter((other) => mayMeet(glob, other));
  const forbidden = near(excluded);
  if (forbidden.some((other) => covers(other, glob))) {
    return nothing;
  }
  const narrowing = others.filter((globs) => !globs.some((other) => covers(other, glob)));
  if (glob.open === true && isAllowed(glob.prefix, narrowing, forbidden)) {
    return { found: true, exact: true, example: glob.prefix };
  }
  return narrowing.length === 0 && forbidden.length === 0
    ? { found: true, exact: true, example: shortestMatch(glob) }
    : walk([[glob], ...narrowing.map(near)], forbidden);
}

/** A quick look: true only when everything that matches a pattern with wildcards matches another. */
function covers(other: Glob, glob: Glob): boolean {
  return other.open === true
    ? glob.prefix.startsWith(other.prefix)
    : other.literal === undefined && other.key === glob.key;
}

function isAllowed(
  text: string,
  groups: readonly (readonly Glob[])[],
  forbidden: readonly Glob[],
): boolean {
  const matches = (glob: Glob): boolean => matchesText(glob, text);
  return groups.every((globs) => globs.some(matches)) && !forbidden.some(matches);
}

interface Walker {
  readonly states: readonly (readonly GlobState[])[];
  readonly text: string;
}

/** Breadth first, so the example is as short as possible. */
function walk(groups: readonly (readonly Glob[])[], excluded: readonly Glob[]): Search {
  const all = [...groups, excluded];
  if (groups.some((globs) => globs.length === 0)) {
    return nothing;
  }
  const first: Walker = { states: all.map((globs) => globs.map(start)), text: '' };
  const seen = new Set([keyOf(first.states)]);
  const queue = [first];
  for (const { states, text } of queue) {
    const accepted = all.map((globs, group) =>
      globs.some((glob, index) => matchesAt(glob, states[group]?.[index] ?? [])),
    );
    if (accepted.slice(0, -1).every(Boolean) && accepted.at(-1) !== true) {
      return { found: true, exact: true, example: text };
    }
    const letters = lettersFrom(all, states);
    if (!spend(letters.size * placesIn(states))) {
      return { found: true, exact: false, example: text };
    }
    for (const letter of letters) {
      const next = all.map((globs, group) =>
        globs.map((glob, index) => step(glob, states[group]?.[index] ?? [], letter)),
      );
      const alive = next.slice(0, -1).every((group) => group.some((state) => state.length > 0));
      const key = alive ? keyOf(next) : '';
      if (!alive || seen.has(key)) {
        continue;
      }
      if (seen.size >= mostStates) {
        return { found: true, exact: false, example: text };
      }
      seen.add(key);
      queue.push({ states: next, text: text + letter });
    }
  }
  return nothing;
}

/** The letters that make a difference here, a colon, and one that stands for every other letter. */
function lettersFrom(
  all: readonly (readonly Glob[])[],
  states: readonly (readonly GlobState[])[],
): Set<string> {
  const letters = new Set<string>();
  for (let group = 0; group < all.length; group++) {
    const globs = all[group] ?? [];
    for (let index = 0; index < globs.length; index++) {
      for (const position of states[group]?.[index] ?? []) {
        const token = globs[index]?.tokens[position];
        if (token?.kind === 'letter') {
          letters.add(token.letter);
        }
      }
    }
  }
  letters.add(':');
  for (let code = 'x'.charCodeAt(0); ; code++) {
    const other = String.fromCharCode(code);
    if (!letters.has(other)) {
      return letters.add(other);
    }
  }
}

function placesIn(states: readonly (readonly GlobState[])[]): number {
  let places = 0;
  for (const group of states) {
    for (const state of group) {
      places += 1 + state.length;
    }
  }
  return places;
}

function keyOf(states: readonly (readonly GlobState[])[]): string {
  let key = '';
  for (const group of states) {
    for (const state of group) {
      key += state.join() + '|';
    }
  }
  return key;
}

/** Whether a set holds this text. */
export function holdsText(set: TextSet, text: string): boolean {
  return set.globs.some((glob) => matchesText(glob, text)) !== set.negated;
}
