import { painter, wantsColor } from 'plan-review';

/** Tells a user what happens and how long it takes. */
export interface Progress {
  /** Runs `work` as a named step; its duration is printed when it ends. `report` says what it is doing now. */
  step<T>(title: string, work: (report: (detail: string) => void) => Promise<T>): Promise<T>;
  info(text: string): void;
  warn(text: string): void;
}

/** Where and how progress is written. */
export interface ProgressOptions {
  readonly stream: Pick<NodeJS.WriteStream, 'write'> & {
    readonly isTTY?: boolean;
    readonly columns?: number;
  };
  readonly environment: NodeJS.ProcessEnv;
  /** How long nothing may be printed during a step when there is no terminal. @default 10 */
  readonly heartbeatSeconds?: number;
}

interface RunningStep {
  readonly title: string;
  readonly started: number;
  detail: string;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Seconds for a person: `0.4 s`, `12 s`, `2 min 5 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  if (value < 9.95) {
    return `${value.toFixed(1)} s`;
  }
  const whole = Math.round(value);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Progress on a stream: one line that updates itself on a terminal; elsewhere a line per finished step and a
 * heartbeat while one runs.
 */
export function createProgress(options: ProgressOptions): Progress {
  const { stream, environment, heartbeatSeconds = 10 } = options;
  const isTerminal = stream.isTTY === true && environment['TERM'] !== 'dumb';
  const paint = painter(wantsColor(environment, isTerminal));
  const running: RunningStep[] = [];
  let lastPrinted = Date.now();
  let frame = 0;

  const clear = (): string => (isTerminal && running.length > 0 ? '\r\u001b[2K' : '');
  const live = (): string => {
    const step = running.at(-1);
    if (!isTerminal || step === undefined) {
      return '';
    }
    const elapsed = seconds(Date.now() - step.started);
    const text = `${frames[frame % frames.length]} ${step.title}  ${elapsed}${step.detail && `  ${step.detail}`}`;
    return cut(text, (stream.columns ?? 80) - 1);
  };
  const print = (text: string): void => {
    lastPrinted = Date.now();
    stream.write(`${clear()}${text}\n${live()}`);
  };
  const tick = (): void => {
    const step = running.at(-1);
    if (step === undefined) {
      return;
    }
    if (isTerminal) {
      frame += 1;
      stream.write(`${clear()}${live()}`);
    } else if (Date.now() - lastPrinted >= heartbeatSeconds * 1000) {
      const elapsed = seconds(Date.now() - step.started);
      print(`… ${step.title}: ${step.detail && `${step.detail}, `}${elapsed}`);
    }
  };

  return {
    async step(title, work) {
      const step: RunningStep = { title, started: Date.now(), detail: '' };
      running.push(step);
      const timer = setInterval(tick, isTerminal ? 100 : 500);
      timer.unref();
      const end = (line: string): void => {
        clearInterval(timer);
        const before = clear();
        running.splice(running.indexOf(step), 1);
        lastPrinted = Date.now();
        stream.write(
          `${before}${line}  ${paint('dim', seconds(Date.now() - step.started))}\n${live()}`,
        );
      };
      try {
        const result = await work((detail) => {
          step.detail = detail;
        });
        end(`${paint('green', '✓')} ${title}`);
        return result;
      } catch (error) {
        end(`${paint('red', '✗')} ${title}`);
        throw error;
      }
    },
    info: print,
    warn: (text) => print(`${paint('yellow', '!')} ${text}`),
  };
}

function cut(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= width ? line : `${line.slice(0, Math.max(width - 1, 1))}…`;
}
