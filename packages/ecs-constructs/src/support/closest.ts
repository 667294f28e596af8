/** The candidate that somebody who wrote this most likely meant; undefined when none is near. */
export function closest(written: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(2, 1 + written.length / 4);
  const [nearest] = candidates
    .map((candidate) => ({
      candidate,
      edits: edits(written.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((one, other) => one.edits - other.edits);
  return nearest !== undefined && nearest.edits <= most ? nearest.candidate : undefined;
}

/** How many letters have to be added, left out or changed to make one text of the other. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
