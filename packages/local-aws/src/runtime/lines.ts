import { lineSplitter } from '../control/log';

/** A listener for a stream that hands on whole lines. */
export function lines(take: (line: string) => void): (chunk: Buffer) => void {
  const split = lineSplitter(take);
  return (chunk) => split(chunk.toString('utf8'));
}
