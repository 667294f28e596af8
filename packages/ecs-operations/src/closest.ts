import { closest as nearest, distance } from 'fastest-levenshtein';

/** The candidate that somebody who wrote this most likely meant. @default - none is near */
export function closest(written: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) {
    return undefined;
  }
  const near = nearest(
    written.toLowerCase(),
    candidates.map((name) => name.toLowerCase()),
  );
  // Two letters changed places in a word of three: that is two.
  return distance(written.toLowerCase(), near) <= Math.max(2, 1 + written.length / 4)
    ? candidates.find((name) => name.toLowerCase() === near)
    : undefined;
}
