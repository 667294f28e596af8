import { seconds, withoutTimes, type Progress } from './progress';

/** How much a command says, and to whom. */
export interface OutputOptions {
  /** Only warnings, what failed and why, and the last line. @default false */
  readonly quiet?: boolean;
  /** A line of JSON for everything that happens, on standard output. @default false */
  readonly json?: boolean;
}

/** The progress of a command as its options want it. */
export function progressFor(
  { quiet = false, json = false }: OutputOptions,
  progress: Progress,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Progress {
  return json ? jsonProgress(write) : quiet ? quietProgress(progress) : progress;
}

/** What takes longer than this is worth a line. */
const LONG_MILLISECONDS = 10_000;

function quietProgress(progress: Progress): Progress {
  return {
    async step(title, work) {
      const started = Date.now();
      try {
        return await work(() => undefined);
      } catch (error) {
        progress.warn(`${title}: failed after ${seconds(Date.now() - started)}`);
        throw error;
      }
    },
    info: () => undefined,
    warn: (text) => progress.warn(text),
    result: (text) => progress.info(text),
  };
}

/** Each line is an object with `time`, `type` and what belongs to it. */
function jsonProgress(write: (line: string) => void): Progress {
  const event = (value: object): void =>
    write(`${JSON.stringify({ time: new Date().toISOString(), ...value })}\n`);
  return {
    event,
    info: (text) => event({ type: 'info', text: text.trim() }),
    warn: (text) => event({ type: 'warning', text }),
    async wait(title, work) {
      const timer = setTimeout(() => event({ type: 'waiting', title }), LONG_MILLISECONDS);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
      }
    },
    async step(title, work) {
      const started = Date.now();
      let told = '';
      event({ type: 'step', title, state: 'started' });
      const end = (state: string): void =>
        event({ type: 'step', title, state, seconds: (Date.now() - started) / 1000 });
      try {
        const result = await work((detail) => {
          const same = withoutTimes(detail) === withoutTimes(told);
          told = detail;
          if (!same) {
            event({ type: 'waiting', title, text: detail });
          }
        });
        end('done');
        return result;
      } catch (error) {
        end('failed');
        throw error;
      }
    },
  };
}
