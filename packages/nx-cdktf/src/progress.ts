import { stripVTControlCharacters } from 'node:util';
import { painter, wantsColor } from 'plan-review';

/** Tells a user what happens and how long it takes. */
export interface Progress {
  /** Runs `work` as a named step; its duration is printed when it ends. `report` says what it is doing now. */
  step<T>(title: string, work: (report: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Runs `work` that is too short for a line; only where it takes long, what is waited for is said. @default - nothing is */
  wait?<T>(title: string, work: () => Promise<T>): Promise<T>;
  info(text: string): void;
  warn(text: string): void;
  /** Says what also somebody who asked for quiet wants to read. @default - `info` does */
  result?(text: string): void;
  /**
   * Says what may wait for more of its kind: one line in a while, always before whatever is said next. `take` gives the
   * text when it is written, and takes what it tells off. @default - said at once
   */
  soon?(take: () => string | undefined): void;
  /** Takes what happens as a value. @default - nobody wants values: say it in words */
  event?(value: object): void;
  /** Lines below the running step, which replace those before. @default - there is no terminal to redraw */
  live?(lines: readonly string[]): void;
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

/** Where nothing new is known, the signs of life become rarer, up to this. */
const RAREST_HEARTBEAT_SECONDS = 60;
/** What may wait for more of its kind waits no longer, in seconds. */
const FOLD_SECONDS = 5;
/** Lines below a step: more would scroll away. */
const LIVE_LINES = 20;

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
  let below: readonly string[] = [];
  let drawn = 0;
  let beat = heartbeatSeconds;
  let told = '';
  let takeWaiting: (() => string | undefined) | undefined;
  let lastSoon = -Infinity;
  let due: NodeJS.Timeout | undefined;

  /** What waited, as whole lines. */
  const waited = (): string => {
    clearTimeout(due);
    due = undefined;
    const text = takeWaiting?.();
    takeWaiting = undefined;
    return text === undefined ? '' : `${text}\n`;
  };
  const clear = (): string => {
    if (!isTerminal || running.length === 0) {
      return '';
    }
    const text = `\r\u001b[2K${'\u001b[1A\u001b[2K'.repeat(drawn)}`;
    drawn = 0;
    return text;
  };
  const live = (): string => {
    const step = running.at(-1);
    if (!isTerminal || step === undefined) {
      return '';
    }
    const elapsed = seconds(Date.now() - step.started);
    const text = `${frames[frame % frames.length]} ${step.title}  ${elapsed}${step.detail && `  ${step.detail}`}`;
    // A pseudo terminal that nobody gave a size has none: 0.
    const width = (stream.columns || 80) - 1;
    drawn = below.length;
    return [cut(text, width), ...below.map((line) => cutVisible(line, width))].join('\n');
  };
  const print = (text: string): void => {
    lastPrinted = Date.now();
    beat = heartbeatSeconds;
    stream.write(`${clear()}${waited()}${text}\n${live()}`);
  };
  const printWaiting = (): void => {
    const text = waited();
    if (text !== '') {
      lastSoon = Date.now();
      print(text.slice(0, -1));
    }
  };
  const tick = (): void => {
    const step = running.at(-1);
    if (step === undefined) {
      return;
    }
    if (isTerminal) {
      frame += 1;
      stream.write(`${clear()}${live()}`);
    } else {
      const isNew = withoutTimes(step.detail) !== told;
      if (Date.now() - lastPrinted < (isNew ? heartbeatSeconds : beat) * 1000) {
        return;
      }
      const next = isNew ? heartbeatSeconds : beat;
      told = withoutTimes(step.detail);
      const elapsed = seconds(Date.now() - step.started);
      print(`… ${step.title}: ${step.detail && `${step.detail}, `}${elapsed}`);
      beat = Math.min(next * 2, Math.max(RAREST_HEARTBEAT_SECONDS, heartbeatSeconds));
    }
  };

  /** Begins a step; gives it, and what ends it with a line, or without one. */
  const begin = (title: string): { step: RunningStep; end: (line?: string) => void } => {
    const step: RunningStep = { title, started: Date.now(), detail: '' };
    running.push(step);
    const timer = setInterval(tick, isTerminal ? 100 : 500);
    timer.unref();
    return {
      step,
      end(line) {
        clearInterval(timer);
        const before = `${clear()}${line === undefined ? '' : waited()}`;
        running.splice(running.indexOf(step), 1);
        if (line === undefined) {
          stream.write(`${before}${live()}`);
          return;
        }
        below = [];
        lastPrinted = Date.now();
        stream.write(
          `${before}${line}  ${paint('dim', seconds(Date.now() - step.started))}\n${live()}`,
        );
      },
    };
  };

  return {
    async wait(title, work) {
      if (running.length === 0) {
        lastPrinted = Date.now();
      }
      const { end } = begin(title);
      try {
        return await work();
      } finally {
        end();
      }
    },
    async step(title, work) {
      const { step, end } = begin(title);
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
    soon(take) {
      takeWaiting = take;
      const wait = lastSoon + FOLD_SECONDS * 1000 - Date.now();
      if (wait <= 0) {
        printWaiting();
      } else if (due === undefined) {
        due = setTimeout(printWaiting, wait);
        // What waits is said at the end of its step.
        due.unref();
      }
    },
    ...(isTerminal
      ? {
          live(lines: readonly string[]) {
            const before = clear();
            below = lines.slice(0, LIVE_LINES);
            stream.write(`${before}${live()}`);
          },
        }
      : {}),
  };
}

/** What is waited for is the same however long it takes. */
export function withoutTimes(detail: string): string {
  return detail.replaceAll(/\b\d+(\.\d+)? (s|min)\b/g, '');
}

/** A line that wraps would leave a part of itself behind; one that is too long loses its colours as well. */
function cutVisible(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : cut(plain, width);
}

function cut(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= width ? line : `${line.slice(0, Math.max(width - 1, 1))}…`;
}
