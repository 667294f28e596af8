import { parseArgs } from 'node:util';

const COMMANDS = ['start', 'status', 'env', 'stop', 'help'] as const;
const OPTIONS = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

const USAGE = 'Usage: local-aws start|stop|status|env [--json]. More: local-aws --help';

/** What `local-aws --help` prints. */
export const HELP = `Usage: local-aws <command> [--json]

An AWS on this machine: moto's API, real containers behind ECS.

  start    starts it, unless it runs, and waits until it answers
  status   what runs; exit code 3 when nothing does
  env      what a shell has to set to work with it: eval "$(npx local-aws env)", then: aws ecs list-clusters.
           It holds the access key that only you have. Exit code 3 when nothing runs
  stop     ends it with all it runs; what it knew is gone

  --json   for programs

LOCAL_AWS_PORT (5566), LOCAL_AWS_DIRECTORY (.local-aws), LOCAL_AWS_FIRST_HOST_ADDRESS (127.0.0.11) and
LOCAL_AWS_RUNTIME (auto) choose which one is meant. Exit code 1: it failed, and the message says why; 2: the command
line was not understood.`;

/** What was asked for. */
export interface CommandLine {
  readonly command: (typeof COMMANDS)[number];
  readonly json: boolean;
}

/** The command line was not understood; the exit code is 2. */
export class UsageError extends Error {}

/**
 * Reads the arguments after the name of the program; `--help` anywhere asks for the help alone.
 *
 * @throws UsageError that names what is allowed
 */
export function commandLine(args: readonly string[]): CommandLine {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    // Its own errors do not say what is allowed.
    strict: false,
    tokens: true,
  });
  if (values.help === true) {
    return { command: 'help', json: false };
  }
  for (const token of tokens) {
    if (token.kind !== 'option') {
      continue;
    }
    if (!Object.hasOwn(OPTIONS, token.name)) {
      throw new UsageError(
        `local-aws: unknown option; got '${token.rawName}'. Allowed: --json, --help (-h). ${USAGE}`,
      );
    }
    if (token.value !== undefined) {
      throw new UsageError(
        `local-aws: ${token.rawName} takes no value; got '${token.value}'. Leave it out. ${USAGE}`,
      );
    }
  }
  const [name, ...rest] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined) {
    const got = name === undefined ? 'nothing' : `'${name}'`;
    throw new UsageError(
      `local-aws: unknown command; got ${got}. Allowed: ${COMMANDS.join(', ')}. ${USAGE}`,
    );
  }
  if (rest.length > 0) {
    throw new UsageError(`local-aws: unknown argument; got '${rest.join(' ')}'. ${USAGE}`);
  }
  return { command, json: values.json === true };
}
