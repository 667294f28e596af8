import type { Running } from './workspace';

/** The last resort against a hang: what is waited for here takes seconds, and minutes on a machine that is busy. */
const LIMIT_MINUTES = 10;
const POLL_MILLISECONDS = 500;

/**
 * Polls until `probe` gives a value.
 *
 * @param command - what brings the value about; when it has ended without, the wait is over at once.
 * @throws when the command has ended first, with what it printed, or when nothing came within ten minutes.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  command?: Running,
): Promise<T> {
  const deadline = Date.now() + LIMIT_MINUTES * 60_000;
  for (;;) {
    // Asked before the probe: a command may end right after it has brought the value about.
    const ended = command !== undefined && hasEnded(command);
    let trouble: unknown;
    const value = await probe().catch((error: unknown) => {
      trouble = error;
      return undefined;
    });
    if (value !== undefined) {
      return value;
    }
    const because = trouble instanceof Error ? `; last: ${trouble.message}` : '';
    if (ended) {
      throw new Error(`${what}: the command ended without it:\n${command.output()}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${LIMIT_MINUTES} minutes${because}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

function hasEnded({ child }: Running): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
