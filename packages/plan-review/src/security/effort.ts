/**
 * How much a review compares before it says "nobody can tell". Counted in places of patterns that are looked at and not in
 * seconds: the same plan has the same review on every machine.
 */
const mostOfReview = 16_000_000;
const mostOfComparison = 2_000_000;
/** What every comparison has, however much others have spent: more than nearly all of them need. */
const leastOfComparison = 40_000;

let leftOfReview = mostOfReview;
let leftOfComparison = mostOfComparison;

/** Runs a review with an effort of its own. */
export function withEffort<Result>(review: () => Result): Result {
  const outer = leftOfReview;
  leftOfReview = mostOfReview;
  try {
    return review();
  } finally {
    leftOfReview = outer;
  }
}

/** Runs one comparison with a part of what is left, so that a large one leaves something to those after it. */
export function withPartOfEffort<Result>(compare: () => Result): Result {
  const part = Math.max(leastOfComparison, Math.min(mostOfComparison, leftOfReview / 4));
  leftOfComparison = part;
  try {
    return compare();
  } finally {
    leftOfReview -= part - leftOfComparison;
  }
}

/** Takes some of the effort. @returns false where none is left: then the answer is "maybe" */
export function spend(effort: number): boolean {
  leftOfComparison -= effort;
  return leftOfComparison > 0;
}
