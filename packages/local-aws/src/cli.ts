import { localAwsEnvironment, shellScript } from './control/environment';
import { localAwsStatus } from './control/status-client';
import { startLocalAws } from './control/start';
import { stopLocalAws } from './control/stop';
import { localAwsOptions, type LocalAwsOptions } from './options';
import type { LocalAwsStatus } from './status';

const USAGE = 'Usage: local-aws start|stop|status|env [--json]. More: local-aws --help';

const HELP = `Usage: local-aws <command> [--json]

An AWS on this machine: moto's API, real containers behind ECS.

  start    starts it, unless it runs, and waits until it answers
  status   what runs; exit code 3 when nothing does
  env      what a shell has to set to work with it: eval "$(npx local-aws env)", then: aws ecs list-clusters.
           It holds the access key that only you have. Exit code 3 when nothing runs
  stop     ends it with all it runs; what it knew is gone

  --json   for programs

LOCAL_AWS_PORT (5566), LOCAL_AWS_DIRECTORY (.local-aws), LOCAL_AWS_FIRST_HOST_ADDRESS (127.0.0.11) and
LOCAL_AWS_RUNTIME (auto) choose which one is meant. Exit code 1: it failed, and the message says why.`;

/** Runs the command of this process's arguments; its exit code is set at the end. */
export function runCommand(): void {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    },
  );
}

/** The command line. Exit codes: 0 done, 1 failed, 3 `status` or `env` found nothing running. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') {
    console.log(HELP);
    return 0;
  }
  const json = args.includes('--json');
  const [command, ...rest] = args.filter((argument) => argument !== '--json');
  if (rest.length > 0)
    throw new Error(`local-aws: unknown argument; got '${rest.join(' ')}'. ${USAGE}`);
  const options = localAwsOptions(process.env, process.cwd());
  const print = (value: unknown, text: string): void =>
    console.log(json ? JSON.stringify(value, null, 2) : text);
  switch (command) {
    case 'start': {
      const began = Date.now();
      const status = await startLocalAws(options, (message) =>
        json ? undefined : console.log(message),
      );
      print(
        status,
        `${describe(status)}\nready after ${((Date.now() - began) / 1000).toFixed(1)} s`,
      );
      return 0;
    }
    case 'stop': {
      const result = await stopLocalAws(options);
      const containers = `${result.containersRemoved} container${result.containersRemoved === 1 ? '' : 's'} removed`;
      print(result, result.stopped ? `stopped; ${containers}` : `was not running; ${containers}`);
      return 0;
    }
    case 'status': {
      const status = await localAwsStatus(options);
      print(
        status ?? { running: false },
        status === undefined ? `not running on port ${options.port}` : describe(status),
      );
      return status === undefined ? 3 : 0;
    }
    case 'env':
      return printEnvironment(options, json);
    default:
      throw new Error(`local-aws: unknown command; got '${command ?? ''}'. ${USAGE}`);
  }
}

function describe(status: LocalAwsStatus): string {
  const { runtime } = status;
  const lines = [
    `local AWS on ${status.endpoint}, account ${status.accountId}, pid ${status.pid}`,
    `moto ${status.moto.version} (${status.moto.how}); tasks run as ${runtime.kind}`,
    ...(runtime.why === undefined ? [] : [`  because ${runtime.why}. ${runtime.fix ?? ''}`]),
    ...status.notices.map((notice) => `note: ${notice}`),
    ...status.hosts.map(
      (host) =>
        `host ${host.instanceId} ${host.instanceType} ${host.availabilityZone} ${host.address} ${host.cluster}`,
    ),
    ...status.tasks
      .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      .map(({ taskArn, lastStatus, containers }) => {
        const listens = containers.flatMap((container) => container.listens).join(', ');
        return `task ${taskArn.split('/').at(-1)} ${lastStatus} ${listens}`;
      }),
  ];
  return lines.join('\n');
}

/** Nothing but assignments on the standard output: a shell runs all of it. */
async function printEnvironment(options: LocalAwsOptions, json: boolean): Promise<number> {
  if ((await localAwsStatus(options)) === undefined) {
    console.error(
      `local-aws: nothing runs on port ${options.port} for ${options.directory}. ` +
        'Fix: start it, npx nx run local-aws:start.',
    );
    // Whoever evaluates this must not go on with what the shell had before, which may be a real account.
    if (!json) console.log('false');
    return 3;
  }
  const environment = localAwsEnvironment(options);
  console.log(json ? JSON.stringify(environment, null, 2) : shellScript(environment));
  return 0;
}

// `node dist/cli.js` works as well as the command.
if (require.main === module) runCommand();
