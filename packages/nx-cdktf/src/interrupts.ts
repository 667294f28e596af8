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
  /** Ends it at any price. Called on the third signal. */
  force(): void;
  /** What is lost when it is forced to end. */
  readonly forceWarning: string;
}

/** Turns signals into a clean end of what runs. */
export interface Interrupts {
  readonly interrupted: boolean;
  /** Runs `work` so that a signal stops it by way of `activity`; throws a `Failure` (130) once it has ended. */
  during<T>(activity: Activity, work: () => Promise<T>): Promise<T>;
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
  /** Two signals closer than this are one keystroke that came twice. @default 400 */
  readonly repeatMilliseconds?: number;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Handles Ctrl-C, SIGTERM and a closed terminal for the life of a command.
 *
 * First signal: the running activity ends cleanly. Second: a warning. Third: it is forced.
 */
export function createInterrupts(options: InterruptOptions): Interrupts {
  const { progress, exit, source = process, repeatMilliseconds = 400 } = options;
  let activity: Activity | undefined;
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
      progress.warn('Interrupted.');
      exit(exitCodes.interrupted);
    } else if (count === 1) {
      progress.warn(
        `Interrupted. Stopping ${activity.name} cleanly: it is asked to finish what it started, to save the state and to ` +
          `release the lock. ${activity.describe()}`,
      );
      activity.stop();
    } else if (count === 2) {
      progress.warn(
        `Still stopping ${activity.name}. ${activity.describe()} Press Ctrl-C once more to force it. ${activity.forceWarning}`,
      );
    } else {
      progress.warn(`Forcing ${activity.name} to end. ${activity.forceWarning}`);
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
    dispose() {
      signals.forEach((signal) => source.off(signal, onSignal));
    },
  };
}
