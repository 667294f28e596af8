import type { StateStore } from '../state/state-store';
import { answerLimits, watchAnswers, watchOutput } from './answers';
import { streamTerraform, type Terraform } from './terraform';

/** How a command of terraform that writes the state ended. */
export interface StateWrite {
  readonly code: number;
  /** Everything it wrote. */
  readonly text: string;
  /** Why it was ended: it could only wait. @default - it ended by itself */
  readonly stopped?: string;
}

/** It may wait five minutes for the lock without a word. */
const PATIENCE = 2;

/**
 * Runs a command of terraform that writes the state, `state rm` or `state push`. One that only waits is asked to end, and
 * forced to after as long again: what it has written by then only a look at the state tells.
 */
export async function writeState(
  { terraform, store }: { readonly terraform: Terraform; readonly store: StateStore },
  args: readonly string[],
): Promise<StateWrite> {
  const { limits = answerLimits() } = terraform;
  const watches = [
    watchAnswers(store, limits),
    watchOutput({ ...limits, stop: limits.stop * PATIENCE }),
  ];
  const lines: string[] = [];
  try {
    const { code } = await streamTerraform(terraform, args, {
      stop: watches.map(({ stop }) => stop),
      force: watches.map(({ force }) => force),
      onLine(line) {
        lines.push(line);
        watches.forEach((watch) => watch.moved());
      },
    });
    const reason = watches.map(({ stop }) => stop).find(({ aborted }) => aborted)?.reason;
    return {
      code,
      text: lines.join('\n').trim(),
      ...(reason === undefined || code === 0 ? {} : { stopped: String(reason) }),
    };
  } finally {
    watches.forEach((watch) => watch.end());
  }
}
