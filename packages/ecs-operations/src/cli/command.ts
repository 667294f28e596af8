import type { Options } from './options';
import type { Session } from './session';

/** What the shell gets. A container that `run` started passes its own code on. */
export const exitCodes = {
  done: 0,
  /** It failed, or something is not as it should be. */
  problem: 1,
  /** The command was not understood; nothing was asked of AWS. */
  usage: 2,
  /** Nobody was there to say yes, and `--yes` was not given; nothing was changed. */
  needsYes: 3,
  /** Ended by Ctrl-C before it was done. */
  interrupted: 130,
} as const;

/** One option of a command, as the table that parses it and the help that shows it need it. */
export interface OptionSpec {
  readonly type: 'text' | 'list' | 'flag';
  /** What stands for the value in the help. @default - it is a flag */
  readonly value?: string;
  readonly describes: string;
}

/** Options by name, as they are written: `log-group`, not `logGroup`. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** A command: what it is called, what it takes, what it does. */
export interface CommandSpec {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More than the summary, for its own help. @default - the summary says it */
  readonly details?: readonly string[];
  readonly options: OptionTable;
  /** The words after the command. @default - it takes none */
  readonly positional?: OptionSpec & { readonly name: string; readonly required: boolean };
  /** What stands after `--`. @default - nothing may stand there */
  readonly rest?: { readonly name: string; readonly describes: string };
  readonly examples: readonly { readonly does: string; readonly line: string }[];
  /** What it works on. @default 'services' */
  readonly on?: 'services' | 'one-off tasks';
  /** Whether it changes something and therefore asks; such commands take `--yes`. */
  readonly changes: boolean;
  /** Works on the services of the session and returns the exit code. */
  run(session: Session, options: Options): Promise<number>;
}

/** The command line was not understood: exit code 2, and how to get help. */
export class UsageError extends Error {}
