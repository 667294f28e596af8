import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, UsageError } from './cli/command';
import { renderCommandHelp, renderHelp } from './cli/help';
import { parseCommandLine } from './cli/parse';
import { runOnServices } from './cli/run';
import type { Surroundings } from './cli/session';
import { commands } from './commands';
import { wantsColor } from './terminal';

/** Runs the command of this process's arguments; its exit code is set at the end. */
export function runCommand(): void {
  // The SDK warns on Node 20, which it still supports; whoever asks for a status can do nothing about it.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // `ecs-operations logs | head` closes the pipe; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.problem);
  });
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) {
      process.exit(exitCodes.interrupted);
    }
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const { stdin, stdout, stderr, env } = process;
  void main(process.argv.slice(2), {
    write: (text) => stdout.write(text),
    note: (text) => stderr.write(text),
    color: wantsColor(env, stdout.isTTY === true),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    input: stdin,
    signal: controller.signal,
    environment: env,
  }).then((code) => {
    process.exitCode = code;
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    stdin.unref?.();
  });
}

/** The whole command, for a test as well: never throws, returns the exit code. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const invocation = parseCommandLine(args, commands);
    if (invocation.kind === 'version') {
      surroundings.write(`${version()}\n`);
      return exitCodes.done;
    }
    if (invocation.kind === 'help') {
      const { command } = invocation;
      const text = command === undefined ? renderHelp(commands) : renderCommandHelp(command);
      surroundings.write(`${text}\n`);
      return args.length === 0 ? exitCodes.usage : exitCodes.done;
    }
    return await runOnServices(invocation.command, invocation.options, surroundings);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) {
      surroundings.note(`${message}\nHelp: ecs-operations --help\n`);
      return exitCodes.usage;
    }
    surroundings.note(`${message}\n`);
    return surroundings.signal.aborted ? exitCodes.interrupted : exitCodes.problem;
  }
}

function version(): string {
  const file = join(__dirname, '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
