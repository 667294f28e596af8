import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { palette, type Palette } from '../terminal';
import type { ServiceTarget } from '../services/service-target';

/** Where a command writes, and who may be asked. A test gives its own. */
export interface Surroundings {
  /** Standard output: what was asked for. */
  write(text: string): void;
  /** Standard error: what is said beside it. */
  note(text: string): void;
  readonly color: boolean;
  /** Whether a person sits there: both input and output are a terminal. */
  readonly interactive: boolean;
  readonly input: Readable;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
}

/** What every command works with. */
export interface Session {
  readonly targets: readonly ServiceTarget[];
  readonly json: boolean;
  readonly yes: boolean;
  readonly paint: Palette;
  readonly surroundings: Surroundings;
  /** Prints a line of the answer. */
  print(line: string): void;
  /** Prints a value as JSON, on one line where there are many of them. */
  printJson(value: unknown, shape?: 'document' | 'line'): void;
  /** Says something beside the answer; on standard error, so that `--json` stays JSON. */
  say(line: string): void;
}

/** Makes the session of one command. */
export function createSession(
  surroundings: Surroundings,
  targets: readonly ServiceTarget[],
  { json, yes }: { readonly json: boolean; readonly yes: boolean },
): Session {
  return {
    targets,
    json,
    yes,
    surroundings,
    paint: palette(surroundings.color && !json),
    print: (line) => surroundings.write(`${line}\n`),
    printJson: (value, shape = 'document') =>
      surroundings.write(`${JSON.stringify(value, null, shape === 'line' ? 0 : 2)}\n`),
    say: (line) => surroundings.note(`${line}\n`),
  };
}

/** Asks a question that only `y` and `yes` answer with yes; Ctrl-C and the end of the input are a no. */
export async function ask(surroundings: Surroundings, question: string): Promise<boolean> {
  const { input, signal } = surroundings;
  const readline = createInterface({ input });
  const close = (): void => readline.close();
  signal.addEventListener('abort', close);
  surroundings.note(`${question} [y/N] `);
  try {
    return await new Promise((answer) => {
      readline.once('line', (line) => answer(/^y(es)?$/i.test(line.trim())));
      readline.once('close', () => answer(false));
    });
  } finally {
    signal.removeEventListener('abort', close);
    readline.close();
  }
}
