import { exitCodes, Failure } from './failure';
import type { Progress } from './progress';

/** Work that must not simply be killed, with the ways to end it. */
export interface Activity {
  /** What it is, for the message: `terraform apply`. */
  readonly name: string;
  /** What it is doing right now. */
  describe(): string;
  /** Asks it to end cleanly. Called once. */
  stop(): void;
  /** Ends it at any price. Called on the second signal. */
  force(): void;
  /** What is lost when it is forced to end. */
  readonly forceWarning: string;
  /** How to release what it held, said when it is forced. @default - it holds nothing */
  readonly release?: string;
}

/** Turns signals into a clean end of what runs. */
export interface Interrupts {
  readonly interrupted: boolean;
  /** Runs `work` so that a signal stops it by way of `activity`; throws a `Failure` (130) once it has ended. */
  during<T>(activity: Activity, work: () => Promise<T>): Promise<T>;
  /**
   * Runs `work`, which nobody has to stop: a signal ends this process at once, with these words. They say what is done and
   * what is not. Throws them as a `Failure` (130) where a signal came before.
   */
  saying<T>(words: string, work: () => Promise<T>): Promise<T>;
  /** Gives signals back to Node. */
  dispose(): void;
}

/** How `createInterrupts` reaches its surroundings. */
export interface InterruptOptions {
  readonly progress: Progress;
  /** What to do on a signal while nothing runs that needs a clean end. */
  readonly exit: (code: number) => void;
  /** Where signals come from. @default process */
  readonly source?: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Two signals closer than this are one keystroke that came twice, later on a machine that is busy. @default 1500 */
  readonly repeatMilliseconds?: number;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Handles Ctrl-C, SIGTERM and a closed terminal for the life of a command.
 *
 * First signal: the running activity ends cleanly. Second: it is forced, and how to release what it held is said.
 */
export function createInterrupts(options: InterruptOptions): Interrupts {
  const { progress, exit, source = process, repeatMilliseconds = 1500 } = options;
  let activity: Activity | undefined;
  const sayings: string[] = [];
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;

  const onSignal = (): void => {
    // The terminal signals the whole process group and npm and Nx pass it on: one keystroke, several signals.
    const now = Date.now();
    if (now - last < repeatMilliseconds) {
      return;
    }
    last = now;
    count += 1;
    if (activity === undefined) {
      progress.warn(sayings.at(-1) ?? 'Interrupted.');
      exit(exitCodes.interrupted);
    } else if (count === 1) {
      progress.warn(
        `Interrupted. Stopping ${activity.name} cleanly: it is asked to finish what it started, to save the state and to ` +
          `release the lock. ${activity.describe()} Press Ctrl-C once more to force it. ${activity.forceWarning}`,
      );
      activity.stop();
    } else {
      const { name, forceWarning, release = '' } = activity;
      progress.warn([`Forcing ${name} to end.`, forceWarning, release].filter(Boolean).join(' '));
      activity.force();
    }
  };
  signals.forEach((signal) => source.on(signal, onSignal));

  return {
    get interrupted() {
      return count > 0;
    },
    async during(next, work) {
      if (count > 0) {
        throw new Failure('Interrupted.', exitCodes.interrupted);
      }
      activity = next;
      try {
        return await work();
      } finally {
        activity = undefined;
      }
    },
    async saying(words, work) {
      if (count > 0) {
        throw new Failure(words, exitCodes.interrupted);
      }
      sayings.push(words);
      try {
        return await work();
      } catch (error) {
        throw error instanceof Failure && error.exitCode === exitCodes.interrupted
          ? new Failure(words, exitCodes.interrupted)
          : error;
      } finally {
        sayings.pop();
      }
    },
    dispose() {
      signals.forEach((signal) => source.off(signal, onSignal));
    },
  };
}
