import { commandLine, HELP, UsageError } from './command-line';
import { localAwsEnvironment, shellScript } from './control/environment';
import { localAwsStatus } from './control/status-client';
import { startLocalAws } from './control/start';
import { stopLocalAws } from './control/stop';
import { localAwsOptions, type LocalAwsOptions } from './options';
import type { LocalAwsStatus } from './status';

/** Runs the command of this process's arguments; its exit code is set at the end. */
export function runCommand(): void {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = error instanceof UsageError ? 2 : 1;
    },
  );
}

/** Exit codes: 0 done, 1 failed, 2 not understood, 3 `status` or `env` found nothing running. */
async function main(args: readonly string[]): Promise<number> {
  const { command, json } = commandLine(args);
  if (command === 'help') {
    console.log(HELP);
    return 0;
  }
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
    ...status.loadBalancers.map(
      ({ name, type, urls, targets }) =>
        `load balancer ${name} (${type}) ${urls.join(', ') || 'listens nowhere'}; ${targets.join(', ') || 'no targets'}`,
    ),
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
    if (!json) {
      console.log('false');
    }
    return 3;
  }
  const environment = localAwsEnvironment(options);
  console.log(json ? JSON.stringify(environment, null, 2) : shellScript(environment));
  return 0;
}

// `node dist/cli.js` works as well as the command.
if (require.main === module) {
  runCommand();
}
