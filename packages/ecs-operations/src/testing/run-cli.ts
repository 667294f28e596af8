import { Readable } from 'node:stream';
import { main } from '../cli';
import type { Surroundings } from '../cli/session';

/** What a command wrote and ended with. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, as a shell without a terminal would; `watch` gets what it has written so far. */
export async function runCli(
  args: readonly string[],
  change: Partial<Surroundings> = {},
  watch: (stdout: string) => void = () => undefined,
): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const code = await main(args, {
    write: (text) => {
      stdout += text;
      watch(stdout);
    },
    note: (text) => {
      stderr += text;
    },
    color: false,
    interactive: false,
    input: Readable.from([]),
    signal: new AbortController().signal,
    environment: process.env,
    ...change,
  });
  return { code, stdout, stderr };
}
