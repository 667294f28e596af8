/** Writes lines, those of a busy moment together. */
export interface LineBatches {
  /** Takes a line, which is written when the current turn of the event loop ends. */
  add(line: string): void;
  /** Writes at once what has not been written: for a process that ends. */
  flush(): void;
}

/**
 * Gives everything that one turn of the event loop says to `write` in one piece, in order. Under load a server answers
 * many clients in a turn, and a system call for each line of its log costs as much as an answer.
 */
export function lineBatches(write: (lines: string) => void): LineBatches {
  let pending = '';
  const flush = (): void => {
    const lines = pending;
    pending = '';
    if (lines !== '') {
      write(lines);
    }
  };
  return {
    add(line) {
      if (pending === '') {
        setImmediate(flush);
      }
      pending += line;
    },
    flush,
  };
}
